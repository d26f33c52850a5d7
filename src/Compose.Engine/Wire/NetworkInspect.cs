namespace Compose.Engine.Wire;

/// <summary>A network. A list leaves <see cref="Containers"/> empty.</summary>
public sealed record NetworkInspect
{
    public string Name { get => field ?? ""; init; }
    public string Id { get => field ?? ""; init; }
    public string Created { get => field ?? ""; init; }
    public string Scope { get => field ?? ""; init; }
    public string Driver { get => field ?? ""; init; }

    /// <summary>Null from an engine that does not tell, which means yes.</summary>
    public bool? EnableIPv4 { get; init; }

    public bool EnableIPv6 { get; init; }
    public Ipam? IPAM { get; init; }
    public bool Internal { get; init; }
    public bool Attachable { get; init; }
    public bool Ingress { get; init; }
    public IReadOnlyDictionary<string, NetworkMember> Containers { get => field ?? Nothing.Members; init; }
    public IReadOnlyDictionary<string, string> Options { get => field ?? Nothing.Strings; init; }
    public IReadOnlyDictionary<string, string> Labels { get => field ?? Nothing.Strings; init; }
}
