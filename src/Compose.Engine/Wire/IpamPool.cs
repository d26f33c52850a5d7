using System.Text.Json.Serialization;

namespace Compose.Engine.Wire;

public sealed record IpamPool
{
    public string? Subnet { get; init; }
    public string? IPRange { get; init; }
    public string? Gateway { get; init; }

    [JsonPropertyName("AuxiliaryAddresses")]
    public IReadOnlyDictionary<string, string>? AuxAddresses { get; init; }

    internal static IpamPool Read(ref WireCursor at) => at.Object(new IpamPool(), static (into, field, ref at) => field switch
    {
        "Subnet" => into with { Subnet = at.Text() },
        "IPRange" => into with { IPRange = at.TextOrNull() },
        "Gateway" => into with { Gateway = at.TextOrNull() },
        "AuxiliaryAddresses" => into with { AuxAddresses = at.TextMap() },
        _ => at.Skip(into),
    });
}
