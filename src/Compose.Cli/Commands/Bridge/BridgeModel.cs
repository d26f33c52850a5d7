using System.Buffers;
using System.Collections.Immutable;
using Compose.Files;
using Compose.Files.Model;
using Compose.Files.Printing;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Planning.Naming;

namespace Compose.Cli.Commands.Bridge;

/// <summary>
/// The model as a transformation image reads it: with images, all ports that are exposed, and the contents of configs and secrets.
/// </summary>
internal static class BridgeModel
{
    public static byte[] Text(
        YamlMapping tree, ComposeProject project, NamedMap<IReadOnlyList<string>> exposed, NamedMap<string> contents)
    {
        var model = ConfigTree.Arrange(tree, PrintForm.Yaml, Dialect.V5);
        if (model["services"] is YamlMapping services)
            model = model.With("services", Each(services, (name, service) => Service(project, project.Services[name], service, exposed)));
        foreach (var section in new[] { "configs", "secrets" })
            if (model[section] is YamlMapping files)
                model = model.With(section, Each(files, (name, file) => contents.TryGet($"{section}/{name}", out var content) ? file
                    .With("content", Scalar(content)) : file));
        var text = new ArrayBufferWriter<byte>();
        YamlWriter.Write(model, text);
        return text.WrittenSpan.ToArray();
    }

    private static YamlMapping Service(ComposeProject project, Service service, YamlMapping tree, NamedMap<IReadOnlyList<string>> exposed)
    {
        var ofImage = exposed.TryGet(service.Name, out var ports) ? ports : [];
        var all = service.Expose.Concat(ofImage.Select(port => port.Split('/')[0]))
            .Concat(service.Ports.Select(port => port.Target.ToString(System.Globalization.CultureInfo.InvariantCulture)))
            .Distinct(StringComparer.Ordinal).Select(Scalar).ToImmutableArray<YamlNode>();
        tree = tree.With("image", Scalar(ImageReference.Of(project, service)));
        return all.IsEmpty ? tree : tree.With("expose", new YamlSequence(SourceSpan.None, all));
    }

    private static YamlMapping Each(YamlMapping section, Func<string, YamlMapping, YamlNode> rewrite) =>
        section.With([.. section.Entries.Select(entry => entry.Value is YamlMapping value
            ? entry with { Value = rewrite(entry.Key, value) } : entry)]);

    private static YamlScalar Scalar(string text) => YamlScalar.String(SourceSpan.None, text);
}
