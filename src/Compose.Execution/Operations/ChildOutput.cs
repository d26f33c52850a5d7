using Compose.Host.Processes;

namespace Compose.Execution.Operations;

/// <summary>The streams of a child process, read to their ends.</summary>
internal static class ChildOutput
{
    /// <summary>Ctrl-C of a terminal ends the child too, and perhaps before this process learns of it.</summary>
    public const int Interrupted = 130;

    public static async Task CopyAsync(Stream source, OutputTail tail, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        while (await source.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            tail.Write(buffer.AsSpan(0, count));
        tail.Complete();
    }

    /// <summary>Runs a program; its exit code and the end of its standard error, or of its output where that is empty.</summary>
    public static async Task<(int Code, OutputTail Tail)> RunAsync(
        ChildStart start, Action<string> onLine, CancellationToken cancellationToken)
    {
        await using var child = ChildProcess.Start(start);
        await using var ending = cancellationToken.Register(child.Kill);
        child.Input.Close();
        var (output, error) = (new OutputTail(onLine), new OutputTail(_ => { }));
        await Task.WhenAll(CopyAsync(child.Output, output, cancellationToken), CopyAsync(child.Error, error, cancellationToken));
        var code = await child.WaitAsync(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return (code, error.IsEmpty ? output : error);
    }
}
