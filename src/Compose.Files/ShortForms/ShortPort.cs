using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.ShortForms;

/// <summary>`[[IP:]HOST:]CONTAINER[/PROTOCOL]` of `ports`; a range is one port each.</summary>
internal static class ShortPort
{
    /// <summary>More than a machine has: 65,535 each of tcp, udp and sctp.</summary>
    private const int MostPorts = 200_000;

    public static YamlNode Expand(YamlNode node, ExpansionContext context)
    {
        if (node is not YamlSequence list || list.Items.All(item => item is YamlMapping))
            return node;

        var ports = ImmutableArray.CreateBuilder<YamlNode>(list.Items.Length);
        for (var i = 0; i < list.Items.Length; i++)
        {
            if (list.Items[i] is not YamlScalar scalar)
            {
                ports.Add(list.Items[i]);
                continue;
            }

            context.Path.Push(i);
            if (!TryExpand(scalar, ports, context, out var reason))
            {
                if (context.Lenient)
                {
                    // Docker Compose leaves the whole list as it is written when it cannot read one port.
                    context.Path.Pop();
                    return node;
                }

                context.Diagnostics.Add(CanonicalProblems.Port(context.Path, scalar, reason));
                ports.Add(scalar);
            }

            context.Path.Pop();
        }

        return list.With(ports.DrainToImmutable());
    }

    private static bool TryExpand(YamlScalar scalar, ImmutableArray<YamlNode>.Builder ports, ExpansionContext context, out string reason)
    {
        var (address, host, container) = Split(scalar.Text);
        var (port, protocol) = SplitProtocol(container);
        reason = "";
        if (!TryReadAddress(ref address, out reason))
            return false;
        if (port.Length == 0)
            return Fail($"No port specified: {scalar.Text}<empty>", out reason);
        if (!PortRange.TryParse(port, out var target))
            return Fail($"Invalid containerPort: {port}", out reason);

        var published = default(PortRange);
        if (host.Length > 0 && !PortRange.TryParse(host, out published))
            return Fail($"Invalid hostPort: {host}", out reason);
        if (host.Length > 0 && target.Count > 1 && target.Count != published.Count)
            return Fail($"Invalid ranges specified for container and host Ports: {port} and {host}", out reason);
        protocol = protocol.ToLowerInvariant();
        if (protocol is not ("tcp" or "udp" or "sctp"))
            return Fail($"Invalid proto: {protocol}", out reason);

        // Every port is a piece of memory here and a program on the engine's side.
        if ((context.Ports += target.Count) > MostPorts)
            return Fail(
                $"too many ports: the ranges of the project have more than {MostPorts.ToString("N0", CultureInfo.InvariantCulture)}",
                out reason);
        if (target.Count == 1)
            ports.Add(Long(scalar.Span, address, target.First, published.Count == 1 ? Published(host, published.First)
                : $"{published.First}-{published.Last}", protocol));
        else
            foreach (var offset in InOrderOfNames(target))
                ports.Add(Long(scalar.Span, address, target.First + offset, Published(host, published.First + offset), protocol));
        return true;
    }

    private static string Published(string host, int port) => host.Length == 0 ? "" : port.ToString(CultureInfo.InvariantCulture);

    /// <summary>Docker Compose hands the ports of a range on in the order of their names, not of their numbers.</summary>
    private static IOrderedEnumerable<int> InOrderOfNames(PortRange range) =>
        Enumerable.Range(0, range.Count).OrderBy(offset =>
            (range.First + offset).ToString(CultureInfo.InvariantCulture) + "/", StringComparer.Ordinal);

    private static YamlMapping Long(SourceSpan span, string address, int target, string published, string protocol)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>(5);
        entries.Add(Nodes.Entry("mode", span, "ingress"));
        if (address.Length > 0)
            entries.Add(Nodes.Entry("host_ip", span, address));
        if (target > 0)
            entries.Add(Nodes.Entry("target", YamlScalar.Integer(span, target)));
        if (published.Length > 0)
            entries.Add(Nodes.Entry("published", span, published));
        entries.Add(Nodes.Entry("protocol", span, protocol));
        return new YamlMapping(span, entries.DrainToImmutable());
    }

    private static bool Fail(string why, out string reason)
    {
        reason = why;
        return false;
    }

    private static (string Address, string Host, string Container) Split(string text)
    {
        var last = text.LastIndexOf(':');
        if (last < 0)
            return ("", "", text);
        var before = last == 0 ? -1 : text.LastIndexOf(':', last - 1);
        return (before < 0 ? "" : text[..before], text[(before + 1)..last], text[(last + 1)..]);
    }

    private static (string Port, string Protocol) SplitProtocol(string text)
    {
        var parts = text.Split('/');
        if (parts[0].Length == 0)
            return ("", "");
        return (parts[0], parts.Length == 1 || parts[1].Length == 0 ? "tcp" : parts[1]);
    }

    /// <summary>An IPv6 address stands in brackets, because of its colons.</summary>
    private static bool TryReadAddress(ref string address, out string reason)
    {
        reason = "";
        var said = address;
        if (address.StartsWith('['))
        {
            if (!address.EndsWith(']') || address.IndexOf(']', StringComparison.Ordinal) != address.Length - 1)
                return Fail($"Invalid ip address {said}: address {said}:: missing ']' in address", out reason);
            address = address[1..^1];
        }
        else if (address.Contains(':', StringComparison.Ordinal))
        {
            return Fail($"Invalid ip address {said}: address {said}:: too many colons in address", out reason);
        }

        return address.Length == 0 || IsAddress(address) || Fail("Invalid ip address: " + address, out reason);
    }

    /// <summary>Four decimal numbers, or an IPv6 address without a zone: .NET reads more than that.</summary>
    public static bool IsAddress(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal))
            return !text.Contains('%', StringComparison.Ordinal) && !text.StartsWith('[') && IPAddress.TryParse(text, out _);
        var parts = text.Split('.');
        return parts.Length == 4 && parts.All(part =>
            part.Length is > 0 and <= 3 && part.All(char.IsAsciiDigit) && (part.Length == 1 || part[0] != '0')
                && int.Parse(part, CultureInfo.InvariantCulture) <= 255);
    }
}
