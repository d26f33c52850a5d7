using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Normalizing;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Planning.Lint.Rules;

/// <summary>A network, volume, config or secret that no service uses is never created.</summary>
internal sealed class UnusedResource() : LintRule(DiagnosticCode.UnusedResource, Severity.Warning)
{
    private static readonly ImmutableArray<string> Sections = ["networks", "volumes", "configs", "secrets"];

    internal override void Check(LintProject project, Findings findings)
    {
        foreach (var section in Sections)
        {
            var used = project.Services.SelectMany(service => Used(service.Tree, section)).ToHashSet(StringComparer.Ordinal);
            foreach (var entry in project.Tree.Entries(section))
                if (!used.Contains(entry.Key) && !entry.KeySpan.IsNone && entry.Key != "default")
                    findings.Add(AttributePath.Of(section, entry.Key), entry.KeySpan, "no service uses it", "remove it, or use it");
        }
    }

    private static IEnumerable<string> Used(YamlMapping service, string section) => section switch
    {
        "networks" => service.Entries("networks").Select(entry => entry.Key),
        "secrets" => Sources(service.Items("secrets")).Concat(Sources(service.Mapping("build")?.Items("secrets") ?? [])),
        _ => Sources(service.Items(section)),
    };

    private static IEnumerable<string> Sources(ImmutableArray<YamlNode> items) =>
        items.Select(item => item is YamlMapping mapping ? mapping.Text("source") : (item as YamlScalar)?.Text).OfType<string>();
}
