using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Streams;
using Compose.Execution.Tasks;

namespace Compose.Execution.Logs;

/// <summary>What several containers have written until now.</summary>
internal static class LogHistory
{
    public static Task ReadAsync(
        EngineClient engine, IReadOnlyList<(string Id, string Name)> containers, LogQuery query, OutputReceiver receiver,
        CancellationToken cancellationToken) =>
        ReadAsync(
            containers, (container, stamped, token) => LogReader.OpenAsync(engine, container, stamped, token), query, receiver,
            cancellationToken);

    /// <param name="logs">Ids, and the names under which the receiver gets the lines.</param>
    /// <param name="open">Opens the log of an id.</param>
    /// <param name="query">Which part is wanted.</param>
    /// <param name="receiver">Gets all lines in the order in which they were written.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task ReadAsync(
        IReadOnlyList<(string Id, string Name)> logs, Func<string, LogQuery, CancellationToken, Task<FrameReader>> open, LogQuery query,
        OutputReceiver receiver, CancellationToken cancellationToken)
    {
        var cursors = logs.Select(log => new LogCursor(log.Name)).ToList();
        var stamped = query with { Timestamps = true };
        using var tasks = new TaskGroup(cancellationToken);
        foreach (var (log, cursor) in logs.Zip(cursors))
            tasks.Add(token => FillAsync(opening => open(log.Id, stamped, opening), cursor, isEager: false, token));
        tasks.Add(token => new LogMerge(receiver, query.Timestamps).RunAsync(cursors, token));
        await tasks.WaitAsync();
    }

    /// <summary>Reads one log into its cursor, to the end of the stream.</summary>
    public static Task FillAsync(EngineClient engine, string id, LogCursor cursor, LogQuery query, CancellationToken cancellationToken) =>
        FillAsync(token => LogReader.OpenAsync(engine, id, query, token), cursor, query.Follow, cancellationToken);

    private static async Task FillAsync(
        Func<CancellationToken, Task<FrameReader>> open, LogCursor cursor, bool isEager, CancellationToken cancellationToken)
    {
        try
        {
            await using var frames = await open(cancellationToken);
            await CopyAsync(frames, cursor, isEager, cancellationToken);
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
