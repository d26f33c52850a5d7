using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Planning.Desired;

namespace Compose.Planning;

/// <summary>What is declared otherwise of a network or volume than what it was made with.</summary>
internal static class ResourceChanges
{
    private static readonly YamlMapping Nothing = new(SourceSpan.None, []);

    public static ImmutableArray<AttributeChange> Of(string path, YamlMapping? declared, string? label, NamedMap<string> shown)
    {
        var comparison = new AttributeComparison(declared ?? Nothing, declared?.Span ?? SourceSpan.None, shown);
        var known = AttributeDigests.Parse(label);
        var changes = known.Count > 0 ? comparison.With(known) : comparison.WithEngine();
        return [.. changes.Select(change => change with { Path = $"{path}.{change.Path}" })];
    }
}
