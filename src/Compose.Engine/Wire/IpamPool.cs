using System.Text.Json.Serialization;

namespace Compose.Engine.Wire;

public sealed record IpamPool
{
    public string? Subnet { get; init; }
    public string? IPRange { get; init; }
    public string? Gateway { get; init; }

    [JsonPropertyName("AuxiliaryAddresses")]
    public IReadOnlyDictionary<string, string>? AuxAddresses { get; init; }
}
