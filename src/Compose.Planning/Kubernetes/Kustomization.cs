using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Planning.Kubernetes;

/// <summary>The files that `kubectl kustomize` begins with.</summary>
internal static class Kustomization
{
    private const string Overlay = "overlays/desktop";

    public static YamlMapping Base(IEnumerable<string> files, List<YamlNode> generators)
    {
        var tree = Head();
        tree.Items("resources", files.Select(file => Text(Path.GetFileName(file))));
        tree.Items("secretGenerator", generators);
        return tree.Build();
    }

    /// <summary>Without a digest in its name, because pods name the Secret.</summary>
    public static YamlMapping Generator(string name, IEnumerable<(string Key, string File)> files, string project)
    {
        var options = new TreeBuilder();
        options.Flag("disableNameSuffixHash", true);
        var generator = new TreeBuilder();
        generator.Text("name", name);
        generator.Text("namespace", project);
        generator.Items("files", files.Select(file => Text($"{file.Key}={file.File}")));
        generator.Add("options", options);
        return generator.Build();
    }

    /// <summary>Published ports at the machine itself, and volumes in a folder of it.</summary>
    public static ImmutableArray<Manifest> Desktop(ComposeProject project)
    {
        var patches = ImmutableArray.CreateBuilder<Manifest>();
        foreach (var volume in project.Volumes.Values.Where(volume => !volume.External))
            patches.Add(Patch($"{volume.Key}-persistentVolumeClaim",
                ManifestParts.Of("v1", "PersistentVolumeClaim", Claims.NameOf(volume), project, null), "storageClassName", "hostpath"));
        foreach (var service in project.Services.Values.Where(service => !ServicePort.PublishedBy(service).IsEmpty))
            patches.Add(Patch($"{service.Name}-service",
                ManifestParts.Of("v1", "Service", Services.PublishedName(service), project, null), "type", "LoadBalancer"));
        var tree = Head();
        tree.Items("resources", [Text("../../base")]);
        tree.Items("patches", patches.Select(PathOf));
        return [new Manifest($"{Overlay}/kustomization.yaml", tree.Build()), .. patches];
    }

    private static YamlMapping PathOf(Manifest patch)
    {
        var entry = new TreeBuilder();
        entry.Text("path", Path.GetFileName(patch.Path));
        return entry.Build();
    }

    private static Manifest Patch(string file, YamlMapping manifest, string key, string value)
    {
        var spec = new TreeBuilder();
        spec.Text(key, value);
        return new Manifest($"{Overlay}/{file}.yaml", manifest.With("spec", spec.Build()));
    }

    private static TreeBuilder Head()
    {
        var tree = new TreeBuilder();
        tree.Text("apiVersion", "kustomize.config.k8s.io/v1beta1");
        tree.Text("kind", "Kustomization");
        return tree;
    }

    private static YamlScalar Text(string text) => YamlScalar.String(SourceSpan.None, text);
}
