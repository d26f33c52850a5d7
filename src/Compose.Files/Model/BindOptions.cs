namespace Compose.Files.Model;

public sealed record BindOptions
{
    public string? SELinux { get; init; }
    public string? Propagation { get; init; }
    public bool CreateHostPath { get; init; }

    /// <summary>A file or a short form says so; Docker Compose 2.40 does not have the default.</summary>
    public bool IsCreateHostPathSaid { get; init; }
    public string? Recursive { get; init; }
}
