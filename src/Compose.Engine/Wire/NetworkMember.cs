namespace Compose.Engine.Wire;

/// <summary>A running container in a network, by its id.</summary>
public sealed record NetworkMember
{
    public string Name { get; init; } = "";
    public string EndpointID { get; init; } = "";
    public string MacAddress { get; init; } = "";
    public string IPv4Address { get; init; } = "";
    public string IPv6Address { get; init; } = "";

    internal static NetworkMember Read(ref WireCursor at) => at.Object(new NetworkMember(), static (into, field, ref at) => field switch
    {
        "Name" => into with { Name = at.Text() },
        "EndpointID" => into with { EndpointID = at.Text() },
        "MacAddress" => into with { MacAddress = at.Text() },
        "IPv4Address" => into with { IPv4Address = at.Text() },
        "IPv6Address" => into with { IPv6Address = at.Text() },
        _ => at.Skip(into),
    });
}
