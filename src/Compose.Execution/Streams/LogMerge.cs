using Compose.Engine;

namespace Compose.Execution.Streams;

/// <summary>
/// The logs of several containers in the order in which the lines were written. The engine's timestamps decide; whoever has not asked for
/// them does not see them.
/// </summary>
internal sealed class LogMerge(EngineClient engine, OutputReceiver receiver, bool keepsStamps)
{
    public async Task RunAsync(IReadOnlyList<(string Id, string Name)> containers, LogQuery query, CancellationToken cancellation)
    {
        var cursors = containers.Select(container => new LogCursor(container.Name)).ToList();
        var reading = Task.WhenAll(containers.Zip(cursors, (container, cursor) => FillAsync(container.Id, cursor, query with { Timestamps = true }, cancellation)));
        var open = new List<LogCursor>();
        foreach (var cursor in cursors)
            if (await cursor.MoveAsync(cancellation))
                open.Add(cursor);
        while (open.Count > 0)
        {
            var spent = Emit(open);
            if (!await spent.MoveAsync(cancellation))
                open.Remove(spent);
        }

        receiver.Idle();
        await reading;
    }

    /// <summary>Oldest first, until one of them has nothing more at hand: what it brings next may be older than what the others have.</summary>
    private LogCursor Emit(List<LogCursor> open)
    {
        while (true)
        {
            var (first, second) = Oldest(open);
            do
            {
                var stamp = first.Stamp;
                receiver.Line(first.Name, first.IsError, keepsStamps || stamp.IsEmpty ? first.Line : first.Line[LogCursor.StampLength..]);
                if (!first.TryMove())
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

    private async Task FillAsync(string id, LogCursor cursor, LogQuery query, CancellationToken cancellation)
    {
        try
        {
            await using var frames = await LogReader.OpenAsync(engine, id, query, cancellation);
            await CopyAsync(frames, cursor, cancellation);
        }
        catch (OperationCanceledException)
        {
            // Nobody wants more.
        }
        catch (EngineError error) when (LogReader.MayBeLeftOut(error))
        {
            // It was removed meanwhile, or its log driver cannot be read: the others go on.
        }
        finally
        {
            await cursor.CompleteAsync(cancellation);
        }
    }

    private async Task CopyAsync(FrameReader frames, LogCursor cursor, CancellationToken cancellation)
    {
        var output = new StampedPipe(cursor, isError: false, keepsStamps);
        var error = new StampedPipe(cursor, isError: true, keepsStamps);
        while (await frames.ReadAsync(cancellation) is { } piece)
        {
            Deliver(piece);
            while (!cursor.IsFull && frames.TryRead(out var next))
                Deliver(next);
            if (cursor.IsFull)
                await cursor.HandOnAsync(cancellation);
        }

        output.Complete();
        error.Complete();

        void Deliver(OutputPiece piece) => (piece.Pipe == OutputPipe.Stderr ? error : output).Add(piece);
    }
}
