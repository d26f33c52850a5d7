using Compose.Engine;

namespace Compose.Execution.Streams;

/// <summary>The output of one container, line by line: its log, or what it prints from now on.</summary>
internal static class LogReader
{
    public static async Task ReadLogAsync(EngineClient engine, string id, string name, LogQuery query, OutputLine receive, CancellationToken cancellation)
    {
        await using var frames = await engine.OpenLogsAsync(id, query, cancel: cancellation);
        await CopyAsync(frames, name, receive, cancellation);
    }

    public static async Task CopyAsync(FrameReader frames, string name, OutputLine receive, CancellationToken cancellation)
    {
        var output = new LineSplitter(line => receive(name, isError: false, line.Span));
        var error = new LineSplitter(line => receive(name, isError: true, line.Span));
        while (await frames.ReadAsync(cancellation) is { } piece)
        {
            Deliver(piece);
            while (frames.TryRead(out var next))
                Deliver(next);
        }

        output.Complete();
        error.Complete();

        void Deliver(OutputPiece piece) => (piece.Pipe == OutputPipe.Stderr ? error : output).Add(piece.Bytes);
    }
}
