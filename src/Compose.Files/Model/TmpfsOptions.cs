namespace Compose.Files.Model;

public sealed record TmpfsOptions
{
    public long Size { get; init; }
    public int Mode { get; init; }
}
