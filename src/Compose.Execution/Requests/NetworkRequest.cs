using Compose.Files.Model;
using Docker.DotNet.Models;
using Network = Compose.Files.Model.Network;
using NetworkSpec = Compose.Planning.Desired.NetworkSpec;

namespace Compose.Execution.Requests;

public static class NetworkRequest
{
    public static NetworksCreateParameters Create(NetworkSpec spec) => Create(spec.Network, spec.Labels);

    private static NetworksCreateParameters Create(Network network, NamedMap<string> labels) => new()
    {
        Name = network.Name,
        Driver = network.Driver ?? "",
        Options = HostRequest.Map(network.DriverOpts)!,
        Internal = network.Internal,
        Attachable = network.Attachable,
        EnableIPv4 = network.EnableIPv4,
        EnableIPv6 = network.EnableIPv6,
        IPAM = Addresses(network.Ipam),
        Labels = HostRequest.Map(labels)!,
    };

    private static IPAM? Addresses(Files.Model.Ipam ipam) => ipam.Driver is null && ipam.Pools.IsEmpty && ipam.Options.Count == 0
        ? null
        : new IPAM
        {
            Driver = ipam.Driver ?? "",
            Options = HostRequest.Map(ipam.Options)!,
            Config = ipam.Pools.IsEmpty ? null! : [.. ipam.Pools.Select(Pool)],
        };

    private static IPAMConfig Pool(Files.Model.IpamPool pool) => new()
    {
        Subnet = pool.Subnet ?? "",
        IPRange = pool.IpRange ?? "",
        Gateway = pool.Gateway ?? "",
        AuxAddress = HostRequest.Map(pool.AuxAddresses),
    };
}
