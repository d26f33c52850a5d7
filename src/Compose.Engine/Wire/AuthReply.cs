namespace Compose.Engine.Wire;

public sealed record AuthReply
{
    public string Status { get => field ?? ""; init; }
    public string? IdentityToken { get; init; }
}
