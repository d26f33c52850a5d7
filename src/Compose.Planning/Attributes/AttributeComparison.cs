using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Planning.Secrets;

namespace Compose.Planning.Attributes;

/// <summary>
/// Compares the declared attributes with those that a resource was created with. The old values come from its label or from the engine
/// (<paramref name="shown"/>), which is read only if the plan is explained.
/// </summary>
internal sealed class AttributeComparison(YamlMapping now, SourceSpan place, NamedMap<string> shown, Redaction redaction)
{
    /// <summary>Without our label, only these attributes on the engine are known to come from the user.</summary>
    private static readonly ImmutableArray<string> Tellable = ["environment.", "labels.", "networks."];

    /// <summary>All attributes that differ, ordered by path; a removed attribute has no new value.</summary>
    public ImmutableArray<AttributeChange> With(NamedMap<RememberedAttribute> known, DigestKey key)
    {
        var leaves = AttributeDigests.Leaves(now).ToDictionary(leaf => leaf.Path, leaf => leaf.Value, StringComparer.Ordinal);
        var changed = leaves.Where(leaf => !known.TryGet(leaf.Key, out var old) || !IsSame(old, key, leaf.Key, leaf.Value))
            .Select(leaf => leaf.Key);
        var gone = known.Keys.Where(path => !leaves.ContainsKey(path));
        return
        [
            .. changed.Concat(gone).Order(StringComparer.Ordinal).Select(path =>
                Change(path, known.TryGet(path, out var old) ? old.Text ?? Shown(path) : null,
                    leaves.GetValueOrDefault(path)) with { IsOldUnknown = known.Contains(path) && old!.Text is null
                    && Shown(path) is null }),
        ];
    }

    /// <summary>Without a digest and a text the attribute counts as unchanged.</summary>
    private bool IsSame(RememberedAttribute old, DigestKey key, string path, YamlNode value) => old.Digest.Length > 0
        ? old.Digest == AttributeDigests.Digest(key, path, value)
        : (old.Text ?? Shown(path)) is not { } text || text == AttributeText.Of(path, value);

    /// <summary>Without a label, only the engine's values can be compared.</summary>
    public ImmutableArray<AttributeChange> WithEngine()
    {
        var leaves = AttributeDigests.Leaves(now).ToDictionary(leaf => leaf.Path, leaf => leaf.Value, StringComparer.Ordinal);
        var changed = leaves.Where(leaf => Shown(leaf.Key) is { } old ? AttributeText.Of(leaf.Key, leaf.Value) != old : IsNew(leaf.Key))
            .Select(leaf => leaf.Key);
        var gone = shown.Keys
            .Where(path => !leaves.ContainsKey(path) && Tellable.Any(prefix => path.StartsWith(prefix, StringComparison.Ordinal))
                && !leaves.Keys.Any(leaf => leaf.StartsWith(path + ".", StringComparison.Ordinal)));
        return [.. changed.Concat(gone).Order(StringComparer.Ordinal)
            .Select(path => Change(path, Shown(path), leaves.GetValueOrDefault(path)))];
    }

    private bool IsNew(string path) =>
        shown.Count > 0
        && (path.StartsWith("environment.", StringComparison.Ordinal) || path.StartsWith("labels.", StringComparison.Ordinal));

    private string? Shown(string path) => shown.TryGet(path, out var value) ? value : null;

    private AttributeChange Change(string path, string? old, YamlNode? node) => new(
        AttributePath.Parse(path), redaction.Shown(path, old), node is null ? null : redaction.Shown(path, AttributeText.Of(path, node)),
            node is null ? place : Place(path, old, node))
    {
        IsRemoved = node is null,
    };

    /// <summary>The place of the first new item of a list.</summary>
    private static SourceSpan Place(string path, string? old, YamlNode node)
    {
        if (node is not YamlSequence { Items.IsEmpty: false } sequence || old is null)
            return node.Span;
        var before = old.Split(path is "command" or "entrypoint" or "healthcheck.test" ? " " : ", ").ToHashSet(StringComparer.Ordinal);
        var item = sequence.Items.FirstOrDefault(item => !before.Contains(AttributeText.Item(path, item)));
        return item is { Span.IsNone: false } ? item.Span : node.Span;
    }
}
