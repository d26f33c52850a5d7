using System.Globalization;
using Compose.Execution.Queries;

namespace Compose.Cli.Rendering.Tables;

/// <summary>
/// Ports as Docker lists them: `0.0.0.0:8080->80/tcp, 81/udp`. Neighbours that are published under their own numbers, or not at all, become
/// a range; those come first.
/// </summary>
internal static class PortList
{
    public static string Of(IEnumerable<PublishedPort> ports)
    {
        var ranges = new Dictionary<(string Address, string Protocol), (int First, int Last)>();
        var order = new List<(string Address, string Protocol)>();
        var finished = new List<string>();
        var mapped = new List<string>();
        foreach (var port in Sorted(ports))
        {
            if (port.Address.Length > 0 && port.Published != port.Target)
            {
                mapped.Add($"{Joined(port.Address, Number(port.Published))}->{Number(port.Target)}/{port.Protocol}");
                continue;
            }

            var key = (port.Address, port.Protocol);
            if (!ranges.TryGetValue(key, out var range))
                order.Add(key);
            else if (port.Target == range.Last + 1)
            {
                ranges[key] = range with { Last = port.Target };
                continue;
            }
            else
                finished.Add(Range(key, range));
            ranges[key] = (port.Target, port.Target);
        }

        return string.Join(", ", [.. finished, .. order.Select(key => Range(key, ranges[key])), .. mapped]);
    }

    private static IOrderedEnumerable<PublishedPort> Sorted(IEnumerable<PublishedPort> ports) => ports
        .OrderBy(port => port.Target).ThenBy(port => port.Address, StringComparer.Ordinal).ThenBy(port => port.Published)
        .ThenBy(port => port.Protocol, StringComparer.Ordinal);

    private static string Range((string Address, string Protocol) key, (int First, int Last) range)
    {
        var numbers = range.First == range.Last ? Number(range.First) : $"{Number(range.First)}-{Number(range.Last)}";
        return key.Address.Length == 0 ? $"{numbers}/{key.Protocol}" : $"{Joined(key.Address, numbers)}->{numbers}/{key.Protocol}";
    }

    private static string Joined(string address, string port) =>
        address.Contains(':', StringComparison.Ordinal) ? $"[{address}]:{port}" : $"{address}:{port}";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
