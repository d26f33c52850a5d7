namespace Compose.Engine.Wire;

/// <summary>The answer of calls that make something and only tell its id.</summary>
public sealed record IdResponse
{
    public string Id { get => field ?? ""; init; }
    public string? Warning { get; init; }
}
