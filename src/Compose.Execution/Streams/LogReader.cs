using Compose.Engine;

namespace Compose.Execution.Streams;

/// <summary>The output of one container, line by line.</summary>
internal static class LogReader
{
    public static async Task ReadAsync(EngineClient engine, string id, string name, LogQuery query, OutputReceiver receiver, CancellationToken cancellation)
    {
        try
        {
            await using var frames = await OpenAsync(engine, id, query, cancellation);
            await CopyAsync(frames, name, receiver, cancellation);
        }
        catch (OperationCanceledException)
        {
            // Nobody wants more.
        }
        catch (EngineError error) when (MayBeLeftOut(error))
        {
            // It was removed meanwhile, or its log driver cannot be read: the others go on.
        }
    }

    public static bool MayBeLeftOut(EngineError error) => error.Kind is EngineErrorKind.NotFound or EngineErrorKind.Unsupported or EngineErrorKind.Conflict;

    /// <summary>A log driver that cannot be read still lets us listen to what comes.</summary>
    public static async Task<FrameReader> OpenAsync(EngineClient engine, string id, LogQuery query, CancellationToken cancellation)
    {
        try
        {
            return await engine.OpenLogsAsync(id, query, cancel: cancellation);
        }
        catch (EngineError error) when (query.Follow && error.Kind == EngineErrorKind.Unsupported)
        {
            // "configured logging driver does not support reading".
            var container = await engine.InspectContainerAsync(id, cancel: cancellation);
            return new FrameReader(await engine.AttachContainerAsync(id, new AttachQuery(), cancellation), isFramed: container.Config?.Tty != true);
        }
    }

    private static async Task CopyAsync(FrameReader frames, string name, OutputReceiver receiver, CancellationToken cancellation)
    {
        var output = new LineSplitter(line => receiver.Line(name, isError: false, line.Span));
        var error = new LineSplitter(line => receiver.Line(name, isError: true, line.Span));
        while (await frames.ReadAsync(cancellation) is { } piece)
        {
            Deliver(piece);
            while (frames.TryRead(out var next))
                Deliver(next);
            receiver.Idle();
        }

        output.Complete();
        error.Complete();
        receiver.Idle();

        void Deliver(OutputPiece piece) => (piece.Pipe == OutputPipe.Stderr ? error : output).Add(piece.Bytes);
    }
}
