using System.Collections.Immutable;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Planning.Tests.Laws;

/// <summary>Trees without a file.</summary>
internal static class Nodes
{
    public static YamlMapping Map(params (string Key, YamlNode? Value)[] entries) => new(SourceSpan.None,
        [.. entries.Where(entry => entry.Value is not null).Select(entry => new YamlEntry(entry.Key, SourceSpan.None, entry.Value!))]);

    public static YamlScalar Text(string text) => YamlScalar.String(SourceSpan.None, text);

    public static YamlSequence List(IEnumerable<string> items) =>
        new(SourceSpan.None, ImmutableArray.CreateRange<YamlNode>(items.Select(Text)));
}
