using System.Collections.Immutable;
using System.Globalization;
using Compose.Files.Canonical;
using Compose.Files.Schema;
using Compose.Files.ShortForms;
using Compose.Files.Yaml;

namespace Compose.Files.Explaining;

/// <summary>The contributions of all files to one path of the result, in the order of merging, and which one wins.</summary>
public static class Explanation
{
    /// <summary>The path is dotted: keys, names of list items of K=V, or indices. A key with dots in it is found too.</summary>
    public static ImmutableArray<Contribution> Of(string path, ContributionLog log, YamlMapping? result)
    {
        var asked = path.Split('.', StringSplitOptions.RemoveEmptyEntries);
        var segments = WithKeys(asked, result);
        var found = ImmutableArray.CreateBuilder<Contribution>();
        foreach (var layer in log.Layers)
        {
            var rest = Below(layer, segments);
            if (rest is null)
                continue;
            var (schema, tree) = layer.ExtendedBy is null ? (ProjectSchema.Project, layer.Tree)
                : (ProjectSchema.Services.Entries!, layer.Tree);
            if (layer.Resets is { } resets && ResetAt(resets, rest.Value.Span))
                found.Add(new Contribution(ContributionKind.Reset, tree, tree.Span) { Rule = "removes what was said before" });
            if (Find(tree, schema, rest.Value.Span) is var (node, place) && node is not null)
                found.Add(new Contribution(ContributionKind.Assigned, node, node.Span)
                {
                    Rule = found.Count == 0 ? "first" : Describe(place, node),
                    Extended = layer.ExtendedBy is not null,
                    Variables = log.VariablesOf(node.Span),
                });
        }

        return MarkWinner(found, result is null ? null : Find(result, ProjectSchema.Project, asked).Node);
    }

    /// <summary>An index counts in the result; in the files the same item is found by what makes it the same.</summary>
    private static string[] WithKeys(string[] path, YamlMapping? result)
    {
        var keyed = (string[])path.Clone();
        YamlNode? node = result;
        ValueSchema? schema = ProjectSchema.Project;
        for (var i = 0; i < path.Length && node is not null; i++)
        {
            if (node is YamlSequence list)
            {
                if (!int.TryParse(path[i], NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= list.Items.Length)
                    break;
                node = list.Items[index];
                keyed[i] = (schema?.Key ?? ItemKeys.WholeText)(node) ?? path[i];
                schema = schema?.Items;
            }
            else
            {
                node = (node as YamlMapping)?[path[i]];
                schema = schema?.Child(path[i]);
            }
        }

        return keyed;
    }

    private static ReadOnlyMemory<string>? Below(ContributionLog.Layer layer, string[] segments)
    {
        if (layer.ExtendedBy is null)
            return segments;
        if (segments.Length < 2 || segments[0] != "services")
            return null;
        for (var end = 2; end <= segments.Length; end++)
            if (string.Join('.', segments[1..end]) == layer.ExtendedBy)
                return segments.AsMemory(end);
        return null;
    }

    private static bool ResetAt(ResetSet resets, ReadOnlySpan<string> path)
    {
        var at = resets;
        foreach (var segment in path)
        {
            if (at[segment] is not { } inner)
                return false;
            if (inner.Removes)
                return true;
            at = inner;
        }

        return false;
    }

    /// <summary>The node at a path, in short or long form, and the schema of its place.</summary>
    private static (YamlNode? Node, ValueSchema? Schema) Find(YamlNode node, ValueSchema? schema, ReadOnlySpan<string> path)
    {
        if (path.IsEmpty)
            return (node, schema);
        switch (node)
        {
            case YamlMapping mapping:
                for (var length = 1; length <= path.Length; length++)
                {
                    var key = string.Join('.', path[..length]!);
                    if (mapping[key] is { } value && Find(value, schema?.Child(key), path[length..]) is { Node: not null } found)
                        return found;
                }

                return (null, null);
            case YamlSequence list:
                return FindItem(list, schema, path);
            default:
                return schema?.Expand is null ? (null, null) : FindExpanded(node, schema, path);
        }
    }

    private static (YamlNode? Node, ValueSchema? Schema) FindExpanded(YamlNode node, ValueSchema schema, ReadOnlySpan<string> path)
    {
        var expanded = Canonicalizer.ExpandValue(node, schema);
        return ReferenceEquals(expanded, node) ? (null, null) : Find(expanded, schema with { Expand = null }, path);
    }

    private static (YamlNode? Node, ValueSchema? Schema) FindItem(YamlSequence list, ValueSchema? schema, ReadOnlySpan<string> path)
    {
        for (var length = path.Length; length >= 1; length--)
        {
            var key = string.Join('.', path[..length]!);
            foreach (var item in list.Items)
                if (ItemKeys.BeforeEquals(item) == key || schema?.Key?.Invoke(item) == key)
                    return Find(item, schema?.Items, path[length..]);
        }

        if (int.TryParse(path[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Items.Length
            && Find(list.Items[index], schema?.Items, path[1..]) is { Node: not null } at)
            return at;
        return schema?.Expand is null ? (null, null) : FindExpanded(list, schema, path);
    }

    private static string Describe(ValueSchema? schema, YamlNode node) => schema?.Merge switch
    {
        MergeRule.Replace => "replaces",
        MergeRule.ToList or MergeRule.ExtraHosts or MergeRule.Tmpfs =>
            schema.Key is null ? "appended" : "appended; of the same key the later counts",
        MergeRule.Logging => "merged key by key under the same driver, else replaces",
        MergeRule.Pools => "merged by subnet",
        _ => node switch
        {
            YamlMapping => "merged key by key",
            YamlSequence => schema?.Key is null ? "appended" : "appended; of the same key the later counts",
            _ => "replaces",
        },
    };

    /// <summary>The last contribution whose value is at the place of the result; otherwise the last one that is not reset.</summary>
    private static ImmutableArray<Contribution> MarkWinner(ImmutableArray<Contribution>.Builder found, YamlNode? result)
    {
        if (found.Count == 0)
            return [];
        var winner = -1;
        for (var i = 0; i < found.Count; i++)
            if (found[i].Kind == ContributionKind.Assigned
                && (result is null || result.Span.IsNone || result is not YamlScalar || found[i].Span == result.Span))
                winner = i;
        if (winner >= 0)
            found[winner] = found[winner] with { Wins = true };
        return found.ToImmutable();
    }
}
