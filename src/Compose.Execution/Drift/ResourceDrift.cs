using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Planning.Attributes;
using Compose.Planning.Desired;
using Compose.Planning.Drift;
using Compose.Planning.Observed;
using Compose.Planning.Operations;

namespace Compose.Execution.Drift;

/// <summary>
/// Networks and volumes of the project that are gone or were made again by hand. A network is made again; a volume holds data, so it is only
/// pointed out.
/// </summary>
internal static class ResourceDrift
{
    public static void Add(ImmutableArray<DriftFinding>.Builder found, DesiredState desired, ObservedState observed)
    {
        foreach (var network in desired.Networks.Where(network => !network.Network.External))
            Network(found, desired, network, observed.Networks.FirstOrDefault(candidate => candidate.Name == network.Name));
        foreach (var volume in desired.Volumes.Where(volume => !volume.Volume.External))
            Volume(found, volume, observed.Volumes.FirstOrDefault(candidate => candidate.Name == volume.Name));
    }

    private static void Network(
        ImmutableArray<DriftFinding>.Builder found, DesiredState desired, NetworkSpec declared, ObservedNetwork? live)
    {
        var path = AttributePath.Of("networks", declared.Key);
        var where = declared.Network.Source?.Span ?? SourceSpan.None;
        if (live is null)
            found.Add(
                new DriftFinding(new Resource(ResourceKind.Network, declared.Name), null, path, "there", "missing", DriftRepair.Up)
                { Where = where });
        else if (live.Project is { } other && other != desired.Project.Name)
            found.Add(
                new DriftFinding(
                    new Resource(ResourceKind.Network, declared.Name), null, path, $"of project {desired.Project.Name}",
                    $"of project {other}", DriftRepair.None)
                { Where = where });
        else if (live.Project is null)
            found.Add(
                new DriftFinding(
                    new Resource(ResourceKind.Network, declared.Name), null, path, "made by this project", "made by hand",
                    DriftRepair.RecreateNetwork)
                { Network = declared.Key, Where = where });
        else if (declared.Hash.Matches(live.ConfigHash) && Differs(declared.Network, live) is var (attribute, wanted, there))
            found.Add(
                new DriftFinding(
                    new Resource(ResourceKind.Network, declared.Name), null, path.Below(attribute), wanted, there,
                    DriftRepair.RecreateNetwork)
                { Network = declared.Key, Where = where });
    }

    private static (string Path, string? Declared, string? Found)? Differs(Network declared, ObservedNetwork live)
    {
        var wanted = new Dictionary<string, string>(StringComparer.Ordinal);
        if (declared.Driver is { Length: > 0 } driver && driver != "default")
            wanted["driver"] = driver;
        if (declared.Internal)
            wanted["internal"] = "true";
        if (declared.Attachable)
            wanted["attachable"] = "true";
        if (declared.EnableIPv6 == true)
            wanted["enable_ipv6"] = "true";
        foreach (var (name, value) in declared.DriverOpts)
            wanted["driver_opts." + name] = value;
        foreach (var (name, value) in declared.Labels)
            wanted["labels." + name] = value;
        foreach (var (path, value) in wanted)
            if (!live.Attributes.TryGet(path, out var there) || there != value)
                return (path, value, there);
        if (!declared.Internal && live.Attributes.Contains("internal"))
            return ("internal", "false", "true");
        return declared.Ipam.Pools.Select(pool => Pool(pool, live.Pools)).FirstOrDefault(found => found is not null);
    }

    /// <summary>What the file leaves open the engine has chosen, and chooses differently each time.</summary>
    private static (string Path, string? Declared, string? Found)? Pool(IpamPool declared, ImmutableArray<ObservedPool> live)
    {
        if (declared.Subnet is not { Length: > 0 } subnet)
            return null;
        if (live.FirstOrDefault(pool => IsSame(pool.Subnet, subnet)) is not { } found)
            return ("ipam.config.subnet", subnet, AttributeText.Join(live.Select(pool => pool.Subnet).OfType<string>()));
        if (declared.Gateway is { Length: > 0 } gateway && !IsSame(found.Gateway, gateway))
            return ("ipam.config.gateway", gateway, found.Gateway);
        return declared.IpRange is { Length: > 0 } range && !IsSame(found.IpRange, range)
            ? ("ipam.config.ip_range", range, found.IpRange) : null;
    }

    /// <summary>Addresses and ranges, whichever way they are written: `10.0.0.1/8` is the range `10.0.0.0/8`.</summary>
    private static bool IsSame(string? one, string other) => one is not null && Plain(one) == Plain(other);

    private static string Plain(string text)
    {
        var parts = text.Split('/');
        if (!IPAddress.TryParse(parts[0], out var address))
            return text;
        if (parts.Length == 1 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            return address.ToString();
        var bytes = address.GetAddressBytes();
        for (var bit = length; bit < bytes.Length * 8; bit++)
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return $"{new IPAddress(bytes)}/{length}";
    }

    private static void Volume(ImmutableArray<DriftFinding>.Builder found, VolumeSpec declared, ObservedVolume? live)
    {
        var path = AttributePath.Of("volumes", declared.Key);
        var where = declared.Volume.Source?.Span ?? SourceSpan.None;
        if (live is null)
            found.Add(
                new DriftFinding(new Resource(ResourceKind.Volume, declared.Name), null, path, "there", "missing", DriftRepair.Up)
                { Where = where });
        else if (live.Project is null)
            found.Add(
                new DriftFinding(
                    new Resource(ResourceKind.Volume, declared.Name), null, path, "made by this project", "made by hand", DriftRepair.None)
                { Where = where });
        else if (declared.Hash.Matches(live.ConfigHash) && declared.Volume.Driver is { Length: > 0 } driver && driver != live.Driver)
            found.Add(
                new DriftFinding(
                    new Resource(ResourceKind.Volume, declared.Name), null, path / "driver", driver, live.Driver, DriftRepair.None)
                { Where = where });
    }
}
