using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Streams;

namespace Compose.Execution.Logs;

/// <summary>The output of one container, line by line.</summary>
internal static class LogReader
{
    public static async Task ReadAsync(
        EngineClient engine, string id, string name, LogQuery query, OutputReceiver receiver, CancellationToken cancellationToken)
    {
        try
        {
            await using var frames = await OpenAsync(engine, id, query, cancellationToken);
            await CopyAsync(frames, name, query.Timestamps, receiver, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Cancelled by the caller.
        }
        catch (EngineError error) when (MayBeLeftOut(error))
        {
            // It was removed meanwhile, or its log driver cannot be read: the others go on.
        }
    }

    public static bool MayBeLeftOut(EngineError error) =>
        error.Kind is EngineErrorKind.NotFound or EngineErrorKind.Unsupported or EngineErrorKind.Conflict;

    /// <summary>A log driver that cannot be read still lets us listen to what comes.</summary>
    public static async Task<FrameReader> OpenAsync(EngineClient engine, string id, LogQuery query, CancellationToken cancellationToken)
    {
        try
        {
            return await engine.OpenLogsAsync(id, query, cancellationToken: cancellationToken);
        }
        catch (EngineError error) when (query.Follow && error.Kind == EngineErrorKind.Unsupported)
        {
            // "configured logging driver does not support reading".
            var container = await engine.InspectContainerAsync(id, cancellationToken: cancellationToken);
            return new FrameReader(
                await engine.AttachContainerAsync(id, new AttachQuery(), cancellationToken), isFramed: container.Config?.Tty != true);
        }
    }

    private static async Task CopyAsync(
        FrameReader frames, string name, bool isStamped, OutputReceiver receiver, CancellationToken cancellationToken)
    {
        var pipes = new TimestampedOutput(isStamped, (isError, line) => receiver.Line(name, isError, line.Span));
        while (await frames.ReadAsync(cancellationToken) is { } piece)
        {
            pipes.Add(piece);
            while (frames.TryRead(out var next))
                pipes.Add(next);
            receiver.Flush();
        }

        pipes.Complete();
        receiver.Flush();
    }
}
