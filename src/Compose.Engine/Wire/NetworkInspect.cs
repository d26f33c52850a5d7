using System.Collections.ObjectModel;

namespace Compose.Engine.Wire;

/// <summary>A network. A list leaves <see cref="Containers"/> empty.</summary>
public sealed record NetworkInspect
{
    public string Name { get; init; } = "";
    public string Id { get; init; } = "";
    public string Driver { get; init; } = "";
    public bool EnableIPv6 { get; init; }
    public Ipam? IPAM { get; init; }
    public bool Internal { get; init; }
    public bool Attachable { get; init; }
    public IReadOnlyDictionary<string, NetworkMember> Containers { get; init; } = ReadOnlyDictionary<string, NetworkMember>.Empty;
    public IReadOnlyDictionary<string, string> Options { get; init; } = Nothing.Strings;
    public IReadOnlyDictionary<string, string> Labels { get; init; } = Nothing.Strings;

    internal static NetworkInspect Read(ref WireCursor at) => at.Object(new NetworkInspect(), static (into, field, ref at) => field switch
    {
        "Name" => into with { Name = at.Text() },
        "Id" => into with { Id = at.Text() },
        "Driver" => into with { Driver = at.Text() },
        "EnableIPv6" => into with { EnableIPv6 = at.Flag() },
        "IPAM" => into with { IPAM = at.Optional(Ipam.Read) },
        "Internal" => into with { Internal = at.Flag() },
        "Attachable" => into with { Attachable = at.Flag() },
        "Containers" => into with { Containers = at.Map(NetworkMember.Read) },
        "Options" => into with { Options = at.TextMap() },
        "Labels" => into with { Labels = at.TextMap() },
        _ => at.Skip(into),
    });
}
