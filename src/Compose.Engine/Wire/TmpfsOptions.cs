namespace Compose.Engine.Wire;

public sealed record TmpfsOptions
{
    public long? SizeBytes { get; init; }

    /// <summary>Permission bits, as a plain number.</summary>
    public uint? Mode { get; init; }

    public IReadOnlyList<IReadOnlyList<string>>? Options { get; init; }
}
