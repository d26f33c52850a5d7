using System.Collections.Immutable;
using Compose.Files.Model;
using Api = Docker.DotNet.Models;

namespace Compose.Planning.Swarm.Desired;

/// <summary>Networks of the stack, and a service's attachments to them.</summary>
internal static class NetworkMapping
{
    public const string DefaultDriver = "overlay";

    public static List<Api.NetworkAttachmentConfig>? Attachments(ComposeProject project, Service service, StackBindings bindings)
    {
        if (service.NetworkMode is "host" or "none")
            return [new Api.NetworkAttachmentConfig { Target = service.NetworkMode }];
        var joined = service.Networks.Where((key, _) => project.Networks.Contains(key));
        return joined.Count == 0 ? null :
        [
            .. joined.OrderBy(item => project.Networks[item.Key].Name, StringComparer.Ordinal)
                .Select(item => new Api.NetworkAttachmentConfig
            {
                Target = Target(project.Networks[item.Key].Name, bindings),
                Aliases = IsPredefined(project.Networks[item.Key].Name) ? null : [.. item.Value?.Aliases ?? [], service.Name],
                DriverOpts = item.Value is { } endpoint ? ServiceMapping.Map(endpoint.DriverOpts) : null,
            }),
        ];
    }

    /// <summary>The networks that services use and the stack owns.</summary>
    public static ImmutableArray<Network> Owned(ComposeProject project) =>
    [
        .. project.Networks.Values.Where(network =>
            !network.External && project.Services.Values.Any(service => service.Networks.Contains(network.Key))),
    ];

    public static Api.NetworksCreateParameters Request(ComposeProject project, Network network) => new()
    {
        Name = network.Name,
        Driver = DriverOf(network),
        Labels = StackLabels.With(project.Name, network.Labels),
        Options = ServiceMapping.Map(network.DriverOpts)!,
        Internal = network.Internal,
        Attachable = network.Attachable,
        EnableIPv4 = network.EnableIPv4,
        EnableIPv6 = network.EnableIPv6,
        IPAM = Ipam(network.Ipam),
    };

    public static string DriverOf(Network network) => network.Driver is { Length: > 0 } driver ? driver : DefaultDriver;

    /// <summary>Networks of the engine itself, which have no names of services.</summary>
    private static bool IsPredefined(string network) => network is "host" or "bridge" or "none";

    private static string Target(string name, StackBindings bindings) => bindings.Networks.TryGet(name, out var id) ? id : name;

    private static Api.IPAM? Ipam(Ipam ipam) => ipam is { Driver: null or "", Pools.IsEmpty: true, Options.Count: 0 } ? null : new Api.IPAM
    {
        Driver = ipam.Driver ?? "",
        Options = ServiceMapping.Map(ipam.Options)!,
        Config = ipam.Pools.IsEmpty ? null! : [.. ipam.Pools.Select(Pool)],
    };

    private static Api.IPAMConfig Pool(IpamPool pool) => new()
    {
        Subnet = pool.Subnet!,
        Gateway = pool.Gateway!,
        IPRange = pool.IpRange!,
        AuxAddress = ServiceMapping.Map(pool.AuxAddresses),
    };
}
