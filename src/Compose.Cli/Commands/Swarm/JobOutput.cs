using System.Text;
using Compose.Cli.Terminals;
using Compose.Execution.Logs;

namespace Compose.Cli.Commands.Swarm;

/// <summary>
/// The output of one task, as it wrote it. Lines come with the stamps of the node, and one that was printed already is left out: the whole
/// log is read once more when the task has ended.
/// </summary>
internal sealed class JobOutput(Terminal terminal) : OutputReceiver
{
    private readonly Dictionary<bool, string> _last = [];
    private readonly Lock _gate = new();

    public override void Line(string container, bool isError, ReadOnlySpan<byte> line)
    {
        var end = line.IndexOf((byte)' ');
        if (end < 0)
            return;
        var stamp = Encoding.ASCII.GetString(line[..end]);
        lock (_gate)
        {
            if (_last.TryGetValue(isError, out var last) && string.CompareOrdinal(stamp, last) <= 0)
                return;
            _last[isError] = stamp;
            (isError ? terminal.Error : terminal.Output).Write([.. line[(end + 1)..], (byte)'\n']);
        }
    }
}
