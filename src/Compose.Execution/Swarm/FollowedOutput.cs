using System.Text;
using Compose.Engine.Gaps;
using Compose.Execution.Logs;
using Compose.Execution.Queries;

namespace Compose.Execution.Swarm;

/// <summary>
/// Lines that were read before and lines that are followed, each once: both carry the stamps of the node that wrote them. The followed part
/// begins somewhat earlier than now, because the clocks of the nodes differ.
/// </summary>
internal sealed class FollowedOutput(OutputReceiver receiver, bool keepsStamps) : OutputReceiver
{
    private static readonly TimeSpan ClockDifference = TimeSpan.FromSeconds(10);
    private readonly Dictionary<string, string> _last = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    internal static LogQuery QueryFrom(DateTimeOffset now) => new()
    {
        Follow = true,
        Timestamps = true,
        Since = (now - ClockDifference).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    public override void Begin(ContainerRow container, string name)
    {
        lock (_gate)
            receiver.Begin(container, name);
    }

    public override void Line(string container, bool isError, ReadOnlySpan<byte> line)
    {
        var length = LogTimestamp.LengthIn(line);
        lock (_gate)
        {
            if (length > 0)
                _last[container] = Encoding.ASCII.GetString(line[..length]);
            receiver.Line(container, isError, keepsStamps ? line : line[length..]);
        }
    }

    public override void Flush()
    {
        lock (_gate)
            receiver.Flush();
    }

    /// <summary>A line of a stream that may have been shown already.</summary>
    internal void Followed(string container, bool isError, string stamp, ReadOnlySpan<byte> message)
    {
        lock (_gate)
        {
            if (_last.TryGetValue(container, out var last) && string.CompareOrdinal(stamp, last) <= 0)
                return;
            _last[container] = stamp;
            receiver.Line(container, isError, keepsStamps ? [.. Encoding.ASCII.GetBytes(stamp), .. message] : message);
        }
    }
}
