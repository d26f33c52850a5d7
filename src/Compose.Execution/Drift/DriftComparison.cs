using System.Collections.Immutable;
using System.Globalization;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Planning.Attributes;
using Compose.Planning.Drift;
using Compose.Planning.Operations;
using Docker.DotNet.Models;
using ContainerSpec = Compose.Planning.Operations.ContainerSpec;

namespace Compose.Execution.Drift;

/// <summary>
/// Collects what of one container is not as it was made, by the kind of value: each with its attribute, and its place in the file.
/// </summary>
internal sealed class DriftComparison(ContainerSpec spec, ContainerInspectResponse container)
{
    private readonly ImmutableArray<DriftFinding>.Builder _found = ImmutableArray.CreateBuilder<DriftFinding>();

    public ImmutableArray<DriftFinding> Found => _found.ToImmutable();

    public void Same(string path, string? declared, string? found)
    {
        if (Empty(declared) != Empty(found))
            Add(path, Empty(declared), Empty(found), DriftRepair.Recreate);
    }

    public void Same(string path, bool? declared, bool? found) => Same(path, Flag(declared), Flag(found));

    public void Same(string path, long? declared, long? found) => Same(path, Number(declared), Number(found));

    public void Words(string path, IList<string>? declared, IList<string>? found)
    {
        if (!(declared ?? []).SequenceEqual(found ?? [], StringComparer.Ordinal))
            Add(path, string.Join(' ', declared ?? []), string.Join(' ', found ?? []), DriftRepair.Recreate);
    }

    public void Set(string path, IEnumerable<string>? declared, IEnumerable<string>? found)
    {
        var (wanted, there) =
            ((declared ?? []).Order(StringComparer.Ordinal).ToList(), (found ?? []).Order(StringComparer.Ordinal).ToList());
        if (!wanted.SequenceEqual(there, StringComparer.Ordinal))
            Add(path, Empty(AttributeText.Join(wanted)), Empty(AttributeText.Join(there)), DriftRepair.Recreate);
    }

    public void Map(string path, Dictionary<string, string> declared, Dictionary<string, string> found)
    {
        foreach (var name in declared.Keys.Union(found.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
            if (declared.GetValueOrDefault(name) != found.GetValueOrDefault(name))
                Add($"{path}.{name}", declared.GetValueOrDefault(name), found.GetValueOrDefault(name), DriftRepair.Recreate);
    }

    public void Amount(string path, long? declared, long? found)
    {
        if ((declared ?? 0) != (found ?? 0))
            Add(path, Number(declared ?? 0), Number(found ?? 0), DriftRepair.Recreate);
    }

    /// <summary>Bytes, as the file has them.</summary>
    public void Size(string path, long? declared, long? found)
    {
        if ((declared ?? 0) != (found ?? 0))
            Add(path, SizeText(declared ?? 0), SizeText(found ?? 0), DriftRepair.Recreate);
    }

    public void Add(string path, string? declared, string? found, DriftRepair repair, string? network = null) =>
        _found.Add(
            new DriftFinding(
                new Resource(ResourceKind.Container, container.Name.TrimStart('/')), spec.Service.Name, AttributePath.Parse(path), declared,
                found, repair)
            {
                ContainerId = container.ID,
                Network = network,
                Where = Place(path),
            });

    private static string Flag(bool? value) => value == true ? "true" : "false";

    /// <summary>`64m`: the largest unit of compose files that needs no fraction.</summary>
    private static string SizeText(long bytes)
    {
        const string units = "bkmg";
        var unit = 0;
        for (; unit < units.Length - 1 && bytes != 0 && bytes % 1024 == 0; unit++)
            bytes /= 1024;
        return Number(bytes) + (unit == 0 ? "" : units[unit]);
    }

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private SourceSpan Place(string path)
    {
        YamlNode node = spec.Service.Source;
        foreach (var name in path.Split('.', 2))
            if (node is YamlMapping mapping && mapping[name] is { } inner)
                node = inner;
            else
                break;
        return ReferenceEquals(node, spec.Service.Source) || node.Span.IsNone ? spec.Service.NameSpan : node.Span;
    }

    private static string? Empty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
