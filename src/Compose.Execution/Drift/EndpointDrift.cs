using System.Globalization;
using Compose.Engine.Gaps;
using Compose.Planning.Attributes;
using Docker.DotNet.Models;
using EndpointSpec = Compose.Planning.Operations.EndpointSpec;

namespace Compose.Execution.Drift;

/// <summary>
/// A container's place in a network against what the file says of it. Addresses that were not asked for are the engine's own business.
/// </summary>
internal static class EndpointDrift
{
    /// <summary>
    /// The first attribute that is another one. A new connection, or with a hardware address a recreated container, makes all of them right.
    /// </summary>
    public static (string Path, string? Declared, string? Found)? Of(EndpointSpec declared, EndpointSettings found)
    {
        if (declared.Aliases.Except(found.Aliases.OrEmpty(), StringComparer.Ordinal).Any())
            return ("aliases", AttributeText.Join(declared.Aliases), AttributeText.Join(found.Aliases.OrEmpty()));
        return Differ("ipv4_address", declared.Ipv4Address, found.IPAMConfig?.IPv4Address)
            ?? Differ("ipv6_address", declared.Ipv6Address, found.IPAMConfig?.IPv6Address)
            ?? Differ("link_local_ips", Joined(declared.LinkLocalIps), Joined((found.IPAMConfig?.LinkLocalIPs).OrEmpty()))
            ?? MacAddress(declared.MacAddress, found.MacAddress)
            ?? Differ("gw_priority", Number(declared.GatewayPriority), Number(found.GwPriority));
    }

    /// <summary>Without a declared one the engine makes one up, and a container that does not run may have none yet.</summary>
    private static (string Path, string? Declared, string? Found)? MacAddress(string? declared, string? found) =>
        Empty(declared) is null || Empty(found) is null || Plain(declared!) == Plain(found!) ? null : ("mac_address", declared, found);

    private static (string Path, string? Declared, string? Found)? Differ(string path, string? declared, string? found) =>
        Empty(declared) == Empty(found) ? null : (path, Empty(declared), Empty(found));

    private static string Plain(string address) => address.Replace('-', ':').ToLowerInvariant();

    private static string Joined(IEnumerable<string> addresses) =>
        AttributeText.Join(addresses.Where(address => address.Length > 0).Order(StringComparer.Ordinal));

    private static string? Number(long number) => number == 0 ? null : number.ToString(CultureInfo.InvariantCulture);

    private static string? Empty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
