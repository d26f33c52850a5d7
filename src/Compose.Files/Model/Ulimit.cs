namespace Compose.Files.Model;

/// <summary>A limit of the kernel: a single number sets both.</summary>
public sealed record Ulimit
{
    public long? Single { get; init; }
    public long Soft { get; init; }
    public long Hard { get; init; }
}
