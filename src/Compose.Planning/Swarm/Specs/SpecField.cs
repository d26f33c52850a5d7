namespace Compose.Planning.Swarm.Specs;

/// <summary>
/// A value of a spec: the dotted names that lead to it, and the entry of the list or map that it belongs to, if any:
/// `TaskTemplate.ContainerSpec.Env` and `LOG`.
/// </summary>
internal readonly record struct SpecField(string Path, string? Entry = null) : IComparable<SpecField>
{
    public int CompareTo(SpecField other) =>
        string.CompareOrdinal(Path, other.Path) is var order and not 0 ? order : string.CompareOrdinal(Entry, other.Entry);

    public override string ToString() => Entry is null ? Path : $"{Path}[{Entry}]";
}
