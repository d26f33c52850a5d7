using Compose.Files.Yaml;

namespace Compose.Files.ShortForms;

/// <summary>A schedule of a job as its cron expression alone.</summary>
internal static class ShortSchedule
{
    public static YamlNode Expand(YamlNode node, ExpansionContext context) =>
        Nodes.IsString(node, out var scalar) ? Nodes.Mapping(scalar.Span, Nodes.Entry("cron", scalar.Span, scalar.Text)) : node;
}
