using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Execution.Tasks;

namespace Compose.Execution.Logs;

/// <summary>
/// Several logs that are followed: first what they have until now, in the order in which it was written, then what comes, as it comes. Each
/// is one stream, so nothing is lost between the two and nothing comes twice; its history ends with the line that was its last when we
/// began.
/// </summary>
internal sealed class HistoryThenFollow(EngineClient engine, LogQuery query, OutputReceiver receiver)
{
    private readonly TaskCompletionSource _merged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, LogCursor> _cursors = new(StringComparer.Ordinal);

    /// <summary>Everything that is old has been shown.</summary>
    public Task Merged => _merged.Task;

    public bool Has(string id) => _cursors.ContainsKey(id);

    /// <summary>Looks where the logs end. Where fewer than two have begun there is no order to keep, and each is read on its own.</summary>
    public async Task LookAsync(IReadOnlyList<(string Id, string Name)> containers, CancellationToken cancellationToken)
    {
        if (containers.Count < 2 || query.Tail == "0")
            return;
        var last = await Task.WhenAll(containers.Select(container => LastAsync(container.Id, cancellationToken)));
        if (last.Count(stamp => stamp is not null) < 2)
            return;
        foreach (var (container, stamp) in containers.Zip(last))
            if (stamp is not null)
                _cursors[container.Id] = new LogCursor(container.Name) { Last = stamp };
    }

    /// <summary>Begins to show what is old.</summary>
    public void Merge(TaskGroup tasks) => tasks.Add(async token =>
    {
        await new LogMerge(receiver, query.Timestamps).RunAsync([.. _cursors.Values], token);
        _merged.TrySetResult();
    });

    /// <summary>Begins to read one of them to the end of its stream; what is given back ends when everything is shown.</summary>
    public Task Read(string id, TaskGroup tasks)
    {
        tasks.Add(token => LogHistory.FillAsync(engine, id, _cursors[id], query with { Timestamps = true }, token));
        return tasks.Begin(token => ShowAsync(_cursors[id], token));
    }

    private async Task ShowAsync(LogCursor cursor, CancellationToken cancellationToken)
    {
        await _merged.Task.WaitAsync(cancellationToken);
        while (await cursor.MoveAsync(cancellationToken))
        {
            do
                receiver.Line(cursor.Name, cursor.IsError, query.Timestamps ? cursor.Line : cursor.Line[cursor.Stamp.Length..]);
            while (cursor.TryMove());
            receiver.Flush();
        }
    }

    /// <summary>The timestamp of the last line; null where there is none, or where it cannot be read.</summary>
    private async Task<byte[]?> LastAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            var stamp = new List<byte>(LogTimestamp.Length);
            var newest = query with { Follow = false, Until = null, Tail = "1", Timestamps = true };
            await using var frames = await engine.OpenLogsAsync(id, newest, cancellationToken: cancellationToken);
            while (stamp.Count < LogTimestamp.Length && await frames.ReadAsync(cancellationToken) is { } piece)
                stamp.AddRange(piece.Bytes[..Math.Min(piece.Bytes.Length, LogTimestamp.Length - stamp.Count)].ToArray());
            return stamp.Count == LogTimestamp.Length ? [.. stamp] : null;
        }
        catch (EngineError error) when (LogReader.MayBeLeftOut(error))
        {
            return null;
        }
    }
}
