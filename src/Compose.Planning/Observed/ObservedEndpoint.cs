namespace Compose.Planning.Observed;

/// <summary>A network that a container is connected to.</summary>
public sealed record ObservedEndpoint(string NetworkName, string NetworkId);
