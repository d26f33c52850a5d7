using System.Globalization;
using System.Text;
using Compose.Ui.Stack;
using Microsoft.AspNetCore.Http;

namespace Compose.Ui.Serving;

/// <summary>Server-sent events: the documents of the bulletin, and the lines of the logs.</summary>
internal sealed class Streams(CancellationToken stop)
{
    public const int Most = 40;
    private const int LinesAtOnce = 2000;
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(40);
    private int _open;

    public Task DocumentsAsync(HttpContext context, OpenStack stack) => RunAsync(context, stack.Viewers, async cancellationToken =>
    {
        await foreach (var document in stack.Bulletin.ReadAsync(cancellationToken))
            await SendAsync(context.Response, document, cancellationToken);
    });

    /// <summary>Batches: {"next":N,"missed":N,"lines":[…]}. `?from=N` goes on where an earlier stream has ended.</summary>
    public Task LinesAsync(HttpContext context, OpenStack stack) => RunAsync(context, stack.Readers, async cancellationToken =>
    {
        var isPlace = long.TryParse(context.Request.Query["from"], NumberStyles.None, CultureInfo.InvariantCulture, out var from);
        var next = isPlace ? from : stack.Ring.First;
        while (true)
        {
            var (lines, after, missed) = await stack.Ring.ReadAsync(next, LinesAtOnce, cancellationToken);
            next = after;
            var head = Encoding.ASCII.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"{{\"next\":{next},\"missed\":{missed},\"lines\":["));
            using var batch = new MemoryStream(lines.Sum(line => line.Length + 1) + head.Length + 2);
            batch.Write(head);
            for (var at = 0; at < lines.Length; at++)
            {
                if (at > 0)
                    batch.WriteByte((byte)',');
                batch.Write(lines[at]);
            }

            batch.Write("]}"u8);
            await SendAsync(context.Response, batch.GetBuffer().AsMemory(0, (int)batch.Length), cancellationToken);
            // Lines that come one by one are sent together.
            if (lines.Length < LinesAtOnce)
                await Task.Delay(Rest, TimeProvider.System, cancellationToken);
        }
    });

    private async Task RunAsync(HttpContext context, Audience audience, Func<CancellationToken, Task> send)
    {
        if (Interlocked.Increment(ref _open) > Most)
        {
            Interlocked.Decrement(ref _open);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stop);
        context.Response.ContentType = "text/event-stream";
        try
        {
            using var seat = audience.Enter();
            await context.Response.Body.FlushAsync(end.Token);
            await send(end.Token);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException)
        {
            // The page was closed, or the program ends.
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private static async Task SendAsync(HttpResponse response, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        await response.Body.WriteAsync("data: "u8.ToArray(), cancellationToken);
        await response.Body.WriteAsync(data, cancellationToken);
        await response.Body.WriteAsync("\n\n"u8.ToArray(), cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
