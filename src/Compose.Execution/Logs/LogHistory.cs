using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Streams;
using Compose.Execution.Tasks;

namespace Compose.Execution.Logs;

/// <summary>What several containers have written until now.</summary>
internal static class LogHistory
{
    public static async Task ReadAsync(
        EngineClient engine, IReadOnlyList<(string Id, string Name)> containers, LogQuery query, OutputReceiver receiver, CancellationToken cancellationToken)
    {
        var cursors = containers.Select(container => new LogCursor(container.Name)).ToList();
        var stamped = query with { Timestamps = true };
        using var tasks = new TaskGroup(cancellationToken);
        foreach (var (container, cursor) in containers.Zip(cursors))
            tasks.Add(token => FillAsync(engine, container.Id, cursor, stamped, token));
        tasks.Add(token => new LogMerge(receiver, query.Timestamps).RunAsync(cursors, token));
        await tasks.WaitAsync();
    }

    /// <summary>Reads one log into its cursor, to the end of the stream.</summary>
    public static async Task FillAsync(EngineClient engine, string id, LogCursor cursor, LogQuery query, CancellationToken cancellationToken)
    {
        try
        {
            await using var frames = await LogReader.OpenAsync(engine, id, query, cancellationToken);
            await CopyAsync(frames, cursor, isEager: query.Follow, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Cancelled by the caller.
        }
        catch (EngineError error) when (LogReader.MayBeLeftOut(error))
        {
            // It was removed meanwhile, or its log driver cannot be read: the others go on.
        }
        finally
        {
            await cursor.CompleteAsync(cancellationToken);
        }
    }

    /// <param name="frames">The stream.</param>
    /// <param name="cursor">What it is read into.</param>
    /// <param name="isEager">Lines are handed on when there is a pause; otherwise when there are enough of them.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    private static async Task CopyAsync(FrameReader frames, LogCursor cursor, bool isEager, CancellationToken cancellationToken)
    {
        var pipes = new TimestampedOutput(isStamped: true, (isError, line) => cursor.Add(isError, line.Span));
        while (await frames.ReadAsync(cancellationToken) is { } piece)
        {
            pipes.Add(piece);
            while (!cursor.IsFull && frames.TryRead(out var next))
                pipes.Add(next);
            if (cursor.IsFull || (isEager && cursor.HasLines))
                await cursor.HandOnAsync(cancellationToken);
        }

        pipes.Complete();
    }
}
