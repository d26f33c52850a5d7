namespace Compose.Engine.Wire;

/// <summary>A running container in a network, by its id.</summary>
public sealed record NetworkMember
{
    public string Name { get => field ?? ""; init; }
    public string EndpointID { get => field ?? ""; init; }
    public string MacAddress { get => field ?? ""; init; }
    public string IPv4Address { get => field ?? ""; init; }
    public string IPv6Address { get => field ?? ""; init; }
}
