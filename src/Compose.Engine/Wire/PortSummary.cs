namespace Compose.Engine.Wire;

public sealed record PortSummary
{
    public string? IP { get; init; }
    public int PrivatePort { get; init; }
    public int? PublicPort { get; init; }
    public string Type { get => field ?? ""; init; }
}
