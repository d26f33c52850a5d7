namespace Compose.Files.Model;

public sealed record BindOptions
{
    public string? SELinux { get; init; }
    public string? Propagation { get; init; }
    public bool CreateHostPath { get; init; }
    public string? Recursive { get; init; }
}
