namespace Compose.Cli.Commands.Publish;

/// <summary>What `publish` was asked for.</summary>
internal sealed class PublishOptions
{
    public bool App { get; init; }
    public bool Digests { get; init; }
    public bool WithVariables { get; init; }
    public string OciVersion { get; init; } = "";
    public bool Yes { get; init; }
    public bool IsInsecure { get; init; }
}
