namespace Compose.Execution.Logs;

/// <summary>
/// The lines of several containers in the order in which they were written. The engine's timestamps decide; they are shown only
/// when they were asked for.
/// </summary>
internal sealed class LogMerge(OutputReceiver receiver, bool keepsStamps)
{
    /// <summary>
    /// A followed log that stops short of its last line, which is still being written, does not hold up the others for longer.
    /// </summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    /// <summary>Until all of them have ended, or have shown the last line that is wanted of them.</summary>
    public async Task RunAsync(IReadOnlyList<LogCursor> cursors, CancellationToken cancellationToken)
    {
        var open = new List<LogCursor>();
        foreach (var cursor in cursors)
            if (await MoveAsync(cursor, cancellationToken))
                open.Add(cursor);
        while (open.Count > 0)
        {
            var spent = Emit(open);
            if (spent.IsLast || !await MoveAsync(spent, cancellationToken))
                open.Remove(spent);
        }

        receiver.Flush();
    }

    private static async ValueTask<bool> MoveAsync(LogCursor cursor, CancellationToken cancellationToken)
    {
        if (cursor.Last is null || cursor.TryMove())
            return await cursor.MoveAsync(cancellationToken);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(LongestWait);
        try
        {
            return await cursor.MoveAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // What it has yet to say is news.
            return false;
        }
    }

    /// <summary>
    /// Oldest first, until one of them has nothing more at hand: what it brings next may be older than what the others have.
    /// </summary>
    private LogCursor Emit(List<LogCursor> open)
    {
        while (true)
        {
            var (first, second) = Oldest(open);
            do
            {
                var stamp = first.Stamp;
                receiver.Line(first.Name, first.IsError, keepsStamps || stamp.IsEmpty ? first.Line : first.Line[stamp.Length..]);
                if (first.IsLast || !first.TryMove())
                    return first;
            }
            while (second is null || first.Stamp.SequenceCompareTo(second.Stamp) <= 0);
        }
    }

    /// <summary>The one with the oldest line, and the runner-up. Of equals the one that stands first.</summary>
    private static (LogCursor First, LogCursor? Second) Oldest(List<LogCursor> open)
    {
        var (first, second) = (open[0], default(LogCursor));
        foreach (var cursor in open.Skip(1))
        {
            if (cursor.Stamp.SequenceCompareTo(first.Stamp) < 0)
                (first, second) = (cursor, first);
            else if (second is null || cursor.Stamp.SequenceCompareTo(second.Stamp) < 0)
                second = cursor;
        }

        return (first, second);
    }
}
