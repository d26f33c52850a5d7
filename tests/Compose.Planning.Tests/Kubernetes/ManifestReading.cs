using System.Buffers;
using System.Text;
using Compose.Files;
using Compose.Files.Environment;
using Compose.Files.Model;
using Compose.Files.Yaml;
using Compose.Planning.Kubernetes;
using k8s;
using k8s.Models;

namespace Compose.Planning.Tests.Kubernetes;

/// <summary>Manifests as the types of the Kubernetes API read them: an unknown field or a value of another type is an error.</summary>
internal static class ManifestReading
{
    private static readonly Dictionary<string, Func<string, IKubernetesObject>> Kinds = new(StringComparer.Ordinal)
    {
        ["Namespace"] = Read<V1Namespace>,
        ["Deployment"] = Read<V1Deployment>,
        ["DaemonSet"] = Read<V1DaemonSet>,
        ["Job"] = Read<V1Job>,
        ["Service"] = Read<V1Service>,
        ["NetworkPolicy"] = Read<V1NetworkPolicy>,
        ["PersistentVolumeClaim"] = Read<V1PersistentVolumeClaim>,
        ["ConfigMap"] = Read<V1ConfigMap>,
    };

    public static Conversion Convert(string compose, params (string Key, string Value)[] contents) =>
        KubernetesConversion.Of(new ConversionInputs(Load(compose))
        {
            Contents = new NamedMap<string>(contents.Select(item => KeyValuePair.Create(item.Key, item.Value))),
        });

    public static string Text(YamlMapping tree)
    {
        var text = new ArrayBufferWriter<byte>();
        YamlWriter.Write(tree, text);
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    /// <summary>All objects but the kustomizations, whose type is not of the API.</summary>
    public static List<IKubernetesObject> Objects(Conversion conversion) =>
        [.. conversion.Manifests.Where(manifest => Kind(manifest) != "Kustomization")
            .Select(manifest => Kinds[Kind(manifest)](Text(manifest.Tree)))];

    private static string Kind(Manifest manifest) => ((YamlScalar)manifest.Tree["kind"]!).Text;

    private static IKubernetesObject Read<T>(string text) where T : IKubernetesObject => KubernetesYaml.Deserialize<T>(text, strict: true);

    private static ComposeProject Load(string compose)
    {
        var result = ComposeLoader.Load(new LoadRequest
        {
            Files = [new ComposeFile("compose.yaml", "/p/compose.yaml", Encoding.UTF8.GetBytes(compose))],
            Directory = "/p",
            Environment = ComposeEnvironment.Empty,
        });
        return result.Project ?? throw new InvalidDataException(string.Join('\n', result.Diagnostics.Select(problem => problem.Summary)));
    }
}
