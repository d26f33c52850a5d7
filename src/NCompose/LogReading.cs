using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Compose.Execution;
using Compose.Execution.Logs;
using Compose.Execution.Queries;
using Compose.Host;

namespace NCompose;

/// <summary>The logs of a project as a stream of values.</summary>
internal sealed class LogReading(EngineSession engine, string project, LogOptions options)
{
    public async IAsyncEnumerable<LogLine> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var lines = Channel.CreateUnbounded<LogLine>(new UnboundedChannelOptions { SingleReader = true });
        var reading = CopyAsync(lines.Writer, ended.Token);
        try
        {
            await foreach (var line in lines.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return line;
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(false);
        }
    }

    private async Task CopyAsync(ChannelWriter<LogLine> lines, CancellationToken cancellationToken)
    {
        try
        {
            await CopyLinesAsync(new Receiver(lines), cancellationToken).ConfigureAwait(false);
            lines.Complete();
        }
        catch (OperationCanceledException)
        {
            // The reader has stopped.
            lines.Complete();
        }
        catch (ReportedFailure failure)
        {
            // The reader gets it.
            lines.Complete(Guarded.Of(failure));
        }
    }

    private async Task CopyLinesAsync(Receiver receiver, CancellationToken cancellationToken)
    {
        var logs = engine.Logs(project);
        var request = new LogRequest { Tail = options.Tail?.ToString(CultureInfo.InvariantCulture), Timestamps = true };
        if (!options.Follow)
        {
            var rows = await RowsAsync(cancellationToken).ConfigureAwait(false);
            await logs.ReadAsync(rows, request, receiver, cancellationToken).ConfigureAwait(false);
            return;
        }

        var follow = await logs.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (follow.ConfigureAwait(false))
            await follow.RunAsync(
                await RowsAsync(cancellationToken).ConfigureAwait(false), request, IsWanted, receiver, null, cancellationToken)
                .ConfigureAwait(false);
    }

    private async Task<ImmutableArray<ContainerRow>> RowsAsync(CancellationToken cancellationToken) =>
    [
        .. (await engine.ContainersAsync(project, all: true, OneOffFilter.Exclude, cancellationToken).ConfigureAwait(false))
            .Where(IsWanted),
    ];

    private bool IsWanted(ContainerRow row) => options.Services.Count == 0 || options.Services.Contains(row.Service);

    private sealed class Receiver(ChannelWriter<LogLine> lines) : OutputReceiver
    {
        private readonly Dictionary<string, ContainerRow> _containers = new(StringComparer.Ordinal);

        public override void Begin(ContainerRow container, string name) => _containers[name] = container;

        public override void Line(string container, bool isError, ReadOnlySpan<byte> line)
        {
            var row = _containers[container];
            var stamp = LogTimestamp.LengthIn(line);
            var written = Encoding.UTF8.GetString(line[..Math.Max(0, stamp - 1)]);
            var isTimed = DateTimeOffset.TryParse(written, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time);
            lines.TryWrite(new LogLine(row.Service, row.Name, isError, isTimed ? time : null, Encoding.UTF8.GetString(line[stamp..])));
        }
    }
}
