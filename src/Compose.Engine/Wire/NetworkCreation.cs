namespace Compose.Engine.Wire;

public sealed record NetworkCreation
{
    public required string Name { get; init; }
    public string? Driver { get; init; }
    public string? Scope { get; init; }

    /// <summary>Needs <see cref="ApiVersions.EnableIPv4"/>.</summary>
    public bool? EnableIPv4 { get; init; }

    public bool? EnableIPv6 { get; init; }
    public Ipam? IPAM { get; init; }
    public bool? Internal { get; init; }
    public bool? Attachable { get; init; }
    public bool? Ingress { get; init; }
    public IReadOnlyDictionary<string, string>? Options { get; init; }
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}
