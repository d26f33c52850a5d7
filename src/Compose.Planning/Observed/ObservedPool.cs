namespace Compose.Planning.Observed;

/// <summary>One range of a network's addresses.</summary>
public sealed record ObservedPool(string? Subnet, string? Gateway, string? IpRange);
