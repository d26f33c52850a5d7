using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Planning.Naming;
using Compose.Planning.Secrets;

namespace Compose.Planning.Attributes;

/// <summary>The changed attributes of a network or volume.</summary>
internal static class ResourceChanges
{
    private static readonly YamlMapping Nothing = new(SourceSpan.None, []);

    public static ImmutableArray<AttributeChange> Of(
        AttributePath path, YamlMapping? declared, NamedMap<string> labels, NamedMap<string> shown, Redaction redaction)
    {
        var comparison = new AttributeComparison(declared ?? Nothing, declared?.Span ?? SourceSpan.None, shown, redaction);
        var changes = DigestKey.Of(NamedMap<string>.Empty, labels) is { } key && labels.TryGet(LabelNames.Attributes, out var label)
            ? comparison.With(AttributeDigests.Parse(label), key)
            : comparison.WithEngine();
        return [.. changes.Select(change => change with { Path = path.Below(change.Path.ToString()) })];
    }
}
