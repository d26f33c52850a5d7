using System.Globalization;
using Compose.Files.Model;

namespace Compose.Planning;

/// <summary>The ports of the host that a file asks for by number.</summary>
internal static class PublishedPorts
{
    public static IEnumerable<int> Of(Service service) =>
        service.Ports.Select(RangeOf).OfType<(int From, int To)>().SelectMany(range => Enumerable.Range(range.From, range.To - range.From + 1));

    /// <summary>Null when nothing is published; from 0 it is the engine that chooses.</summary>
    public static (int From, int To)? RangeOf(Port port)
    {
        if (port.Published is not { Length: > 0 } published)
            return null;
        var ends = published.Split('-');
        return int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from) && int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var to)
            && from <= to ? (from, to) : null;
    }
}
