using System.Globalization;
using Compose.Execution.Swarm;

namespace Compose.Cli.Commands.Swarm;

/// <summary>Ports of a service as docker lists them: `*:8080-8081->80-81/tcp`. Ports in host mode are those of its tasks.</summary>
internal static class ServicePortRanges
{
    private sealed record Range(ServicePort First, ServicePort Last)
    {
        public override string ToString() =>
            $"*:{Numbers(First.Published, Last.Published)}->{Numbers(First.Target, Last.Target)}/{First.Protocol}";

        private bool IsSingle => First.Target == Last.Target;

        /// <summary>Both numbers go on where the range ends. One that has several targets takes none of them again.</summary>
        public bool GoesOn(ServicePort port) =>
            port.Protocol == First.Protocol && port.Published - Last.Published <= 1 && unchecked(port.Target - Last.Target) <= 1
            && (IsSingle || port.Target > Last.Target);

        private static string Numbers(uint first, uint last) =>
            first == last ? first.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{first}-{last}");
    }

    public static string Of(IEnumerable<ServicePort> ports)
    {
        var ranges = new List<Range>();
        foreach (var port in ports.Where(port => port.IsIngress).OrderBy(port => port.Protocol, StringComparer.Ordinal)
            .ThenBy(port => port.Published))
        {
            if (ranges.Count > 0 && ranges[^1].GoesOn(port))
                ranges[^1] = ranges[^1] with { Last = port };
            else
                ranges.Add(new Range(port, port));
        }

        return string.Join(", ", ranges);
    }
}
