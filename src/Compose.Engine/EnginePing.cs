using Compose.Engine.Versions;

namespace Compose.Engine;

/// <summary>What the engine says of itself when it is first spoken to.</summary>
public sealed record EnginePing(ApiVersion? Version, string OperatingSystem, string Server, bool IsPodman, string Swarm);
