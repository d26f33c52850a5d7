namespace Compose.Engine.Wire;

public sealed record ImageOptions
{
    public string? Subpath { get; init; }
}
