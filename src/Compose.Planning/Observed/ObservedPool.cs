namespace Compose.Planning.Observed;

/// <summary>An address range of a network.</summary>
public sealed record ObservedPool(string? Subnet, string? Gateway, string? IpRange);
