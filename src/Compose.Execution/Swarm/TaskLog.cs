using System.Collections.Immutable;
using System.Text;
using Compose.Engine.Streams;

namespace Compose.Execution.Swarm;

/// <summary>The whole of a short log.</summary>
internal static class TaskLog
{
    internal static async Task<ImmutableArray<string>> ReadAsync(FrameReader log, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        while (await log.ReadAsync(cancellationToken) is { } piece)
        {
            // The engine's own warnings are about the nodes and not about the program.
            if (piece.Pipe != OutputPipe.SystemError)
                text.Append(Encoding.UTF8.GetString(piece.Bytes.Span));
        }

        return text.Length == 0 ? [] : [.. text.ToString().TrimEnd().Split('\n').Select(line => line.TrimEnd('\r'))];
    }
}
