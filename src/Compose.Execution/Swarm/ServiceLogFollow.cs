using System.Text;
using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Streams;
using Compose.Execution.Logs;

namespace Compose.Execution.Swarm;

/// <summary>
/// One stream with the lines of all tasks of a service: the swarm adds those of new tasks by itself, and each line names its task.
/// </summary>
internal sealed class ServiceLogFollow(
    EngineClient engine, StackLogs logs, Func<string, CancellationToken, Task<TaskRow?>> find, FollowedOutput output)
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly List<(bool IsError, byte[] Line)> _lines = [];

    internal async Task RunAsync(string service, LogQuery query, CancellationToken cancellationToken)
    {
        try
        {
            await using var frames = await engine.OpenServiceLogsAsync(service, query, details: true, cancellationToken);
            var pipes = new TimestampedOutput(isStamped: true, (isError, line) => _lines.Add((isError, line.ToArray())));
            while (await frames.ReadAsync(cancellationToken) is { } piece)
            {
                // The warning about nodes that do not answer: they are named by the caller.
                if (piece.Pipe != OutputPipe.SystemError)
                    pipes.Add(piece);
                foreach (var (isError, line) in _lines)
                    await HandOnAsync(isError, line, cancellationToken);
                _lines.Clear();
                output.Flush();
            }
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound)
        {
            // The service was removed.
        }
    }

    /// <summary>`STAMP DETAIL,DETAIL MESSAGE`.</summary>
    private async Task HandOnAsync(bool isError, byte[] line, CancellationToken cancellationToken)
    {
        var stamp = LogTimestamp.LengthIn(line);
        var end = Array.IndexOf(line, (byte)' ', stamp);
        if (end < 0)
            return;
        var details = Encoding.UTF8.GetString(line, stamp, end - stamp).Split(',');
        const string key = "com.docker.swarm.task.id=";
        if (details.FirstOrDefault(detail => detail.StartsWith(key, StringComparison.Ordinal)) is not { } found)
            return;
        var name = await NameAsync(found[key.Length..], cancellationToken);
        output.Followed(name, isError, Encoding.ASCII.GetString(line, 0, stamp), line.AsSpan(end + 1));
    }

    private async Task<string> NameAsync(string task, CancellationToken cancellationToken)
    {
        if (_names.TryGetValue(task, out var known))
            return known;
        if (await find(task, cancellationToken) is not { } row)
            return _names[task] = task;
        output.Begin(logs.Row(row), logs.NameOf(row));
        return _names[task] = logs.NameOf(row);
    }
}
