using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Schema;
using Compose.Files.ShortForms;
using Compose.Files.Yaml;

namespace Compose.Files.Merging;

/// <summary>
/// Puts what a later file says over what earlier ones said, each attribute by the rule of its row. Neither tree is changed; what only one
/// of them says is the same node in the result.
/// </summary>
internal sealed class Merger(DiagnosticBag diagnostics)
{
    private readonly TreePath _path = new();

    /// <summary>Merges the values at a path, whose segments appear in errors.</summary>
    public static YamlNode Merge(YamlNode earlier, YamlNode later, ValueSchema? schema, DiagnosticBag diagnostics,
        params ReadOnlySpan<string> at)
    {
        var merger = new Merger(diagnostics);
        foreach (var segment in at)
            merger._path.Push(segment);
        return merger.Merge(earlier, later, schema);
    }

    public static YamlMapping Merge(YamlMapping earlier, YamlMapping later, DiagnosticBag diagnostics) =>
        earlier.Count == 0 ? later : new Merger(diagnostics).MergeMappings(earlier, later, ProjectSchema.Project);

    private YamlNode Merge(YamlNode earlier, YamlNode later, ValueSchema? schema) => schema?.Merge switch
    {
        MergeRule.Replace => later,
        MergeRule.ToList => Append(earlier, later),
        MergeRule.ExtraHosts => AppendNew(earlier, later),
        MergeRule.Tmpfs => AppendMounts(earlier, later),
        MergeRule.Build => MergeForms(earlier, later, schema, static node =>
            node is YamlScalar { Kind: ScalarKind.String } context ? Nodes.Mapping(context.Span, Nodes.Entry("context", context)) : null),
        MergeRule.Dependencies =>
            MergeForms(earlier, later, schema, static node =>
            node is YamlSequence list ? NameList.ToMapping(list, ShortDependencies.Started) : null),
        MergeRule.Names => MergeForms(earlier, later, schema, static node =>
            node is YamlSequence list ? NameList.ToMapping(list, YamlScalar.Null) : null),
        MergeRule.KeyValueMapping =>
            MergeForms(earlier, later, schema, static node => node is YamlSequence list ? KeyValueTexts.ToMapping(list) : null),
        MergeRule.Logging => MergeLogging(earlier, later, schema),
        MergeRule.Devices => later is YamlScalar { Kind: ScalarKind.String } ? later : MergeByType(earlier, later, schema),
        MergeRule.Pools => MergePools(earlier, later, schema),
        _ => MergeByType(earlier, later, schema),
    };

    private YamlNode MergeByType(YamlNode earlier, YamlNode later, ValueSchema? schema)
    {
        if (later.IsNull)
            return earlier;
        return earlier switch
        {
            YamlMapping mapping when later is YamlMapping other => MergeMappings(mapping, other, schema),
            YamlSequence list when later is YamlSequence other => Concat(list, other),
            YamlScalar => later,
            _ => Refuse(earlier, later),
        };
    }

    private YamlMapping MergeMappings(YamlMapping earlier, YamlMapping later, ValueSchema? schema)
    {
        if (earlier.Count == 0)
            return later;
        ImmutableArray<YamlEntry>.Builder? merged = null;
        foreach (var entry in later.Entries)
        {
            var i = earlier.IndexOf(entry.Key);
            if (i < 0)
            {
                (merged ??= earlier.Entries.ToBuilder()).Add(entry);
                continue;
            }

            var old = earlier.Entries[i];
            _path.Push(entry.Key);
            var value = Merge(old.Value, entry.Value, schema?.Child(entry.Key));
            _path.Pop();
            if (!ReferenceEquals(value, old.Value))
                (merged ??= earlier.Entries.ToBuilder())[i] = ReferenceEquals(value, entry.Value) ? entry : old with { Value = value };
        }

        return merged is null ? earlier : earlier.With(merged.ToImmutable());
    }

    /// <summary>Both sides in the form of a mapping, then key by key.</summary>
    private YamlNode MergeForms(YamlNode earlier, YamlNode later, ValueSchema schema, Func<YamlNode, YamlMapping?> form)
    {
        var first = earlier as YamlMapping ?? form(earlier);
        var second = later as YamlMapping ?? form(later);
        if (second is null)
        {
            // Docker Compose takes no notice of what is no such form, so files with it are about.
            if (!later.IsNull)
                diagnostics.Add(MergeProblems.IgnoredOverride(_path, earlier, later));
            return earlier;
        }

        if (first is null)
            return earlier.IsNull ? second : Refuse(earlier, later);
        return MergeMappings(first, second, schema);
    }

    private YamlNode Append(YamlNode earlier, YamlNode later)
    {
        if (ToList(later, earlier) is not { } second)
            return earlier;
        return ToList(earlier, later) is { } first ? Concat(first, second) : second;
    }

    private YamlNode AppendNew(YamlNode earlier, YamlNode later)
    {
        if (ToList(later, earlier) is not { } second)
            return earlier;
        if (ToList(earlier, later) is not { } first)
            return second;
        var known = first.Items.Select(ItemKeys.WholeText).ToHashSet(StringComparer.Ordinal);
        return Concat(first, second.With([.. second.Items.Where(item => !known.Contains(ItemKeys.WholeText(item)))]));
    }

    private YamlNode AppendMounts(YamlNode earlier, YamlNode later)
    {
        if (ToList(later, earlier) is not { } second)
            return earlier;
        if (ToList(earlier, later) is not { } first)
            return second;
        var merged = first.Items.ToBuilder();
        foreach (var item in second.Items)
        {
            var i = ItemKeys.BeforeColon(item) is { } path ? IndexOfPath(merged, path) : -1;
            if (i < 0)
                merged.Add(item);
            else
                merged[i] = item;
        }

        return first.With(merged.ToImmutable());
    }

    private static int IndexOfPath(ImmutableArray<YamlNode>.Builder mounts, string path)
    {
        for (var i = 0; i < mounts.Count; i++)
            if (ItemKeys.BeforeColon(mounts[i]) == path)
                return i;
        return -1;
    }

    /// <summary>The list that a value is or stands for; none for null, and for what Docker Compose overlooks here.</summary>
    private YamlSequence? ToList(YamlNode node, YamlNode other)
    {
        switch (node)
        {
            case YamlSequence list:
                return list;
            case YamlMapping mapping:
                return KeyValueTexts.ToList(mapping);
            case YamlScalar { Kind: ScalarKind.String } scalar:
                if (other is YamlMapping)
                    diagnostics.Add(MergeProblems.StringOverride(_path, scalar));
                return new YamlSequence(scalar.Span, [scalar]);
            case YamlScalar { Kind: not ScalarKind.Null } scalar:
                diagnostics.Add(MergeProblems.IgnoredOverride(_path, other, scalar));
                return null;
            default:
                return null;
        }
    }

    private YamlNode MergeLogging(YamlNode earlier, YamlNode later, ValueSchema schema)
    {
        if (earlier is not YamlMapping first || later is not YamlMapping second)
            return MergeByType(earlier, later, schema);
        var (before, after) = (ItemKeys.Text(first, "driver"), ItemKeys.Text(second, "driver"));
        return before is null || after is null || before == after ? MergeMappings(first, second, schema) : second;
    }

    private YamlNode MergePools(YamlNode earlier, YamlNode later, ValueSchema schema)
    {
        if (earlier is not YamlSequence first || later is not YamlSequence second)
            return MergeByType(earlier, later, schema);
        var bySubnet = new Dictionary<string, YamlMapping>(StringComparer.Ordinal);
        foreach (var pool in first.Items.OfType<YamlMapping>())
            bySubnet[ItemKeys.Text(pool, "subnet") ?? ""] = pool;
        return second.With([.. second.Items.Select(item =>
            item is YamlMapping pool && bySubnet.TryGetValue(ItemKeys.Text(pool, "subnet") ?? "", out var known)
                ? MergeMappings(known, pool, schema.Items) : item)]);
    }

    private static YamlSequence Concat(YamlSequence first, YamlSequence second) =>
        first.Items.IsEmpty ? second : second.Items.IsEmpty ? first : first.With(first.Items.AddRange(second.Items));

    private YamlNode Refuse(YamlNode earlier, YamlNode later)
    {
        diagnostics.Add(MergeProblems.CannotOverride(_path, earlier, later));
        return earlier;
    }
}
