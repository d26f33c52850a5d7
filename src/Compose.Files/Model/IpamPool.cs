namespace Compose.Files.Model;

public sealed record IpamPool
{
    public string? Subnet { get; init; }
    public string? Gateway { get; init; }
    public string? IpRange { get; init; }
    public NamedMap<string> AuxAddresses { get; init; } = NamedMap<string>.Empty;
}
