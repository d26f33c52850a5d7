namespace Compose.Engine.Wire;

public sealed record NetworkSettings
{
    public string SandboxID { get => field ?? ""; init; }
    public string SandboxKey { get => field ?? ""; init; }

    /// <summary>By <c>port/protocol</c>; null for a port that is exposed and not published.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PortBinding>?> Ports { get => field ?? Nothing.Ports; init; }

    public IReadOnlyDictionary<string, EndpointSettings> Networks { get => field ?? Nothing.Endpoints; init; }
}
