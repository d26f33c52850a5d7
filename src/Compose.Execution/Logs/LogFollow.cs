using System.Collections.Concurrent;
using System.Globalization;
using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Versions;
using Compose.Execution.Events;
using Compose.Execution.Observing;
using Compose.Execution.Queries;
using Compose.Execution.Tasks;
using Docker.DotNet.Models;
using ContainerState = Compose.Planning.Observed.ContainerState;

namespace Compose.Execution.Logs;

/// <summary>
/// Follows the logs of a project: the containers that are there, and every one that starts, or starts again, while it runs. Started
/// containers are read from the moment of their start, so that neither a line is lost nor one comes twice; and that one has ended is told
/// after its last line.
/// </summary>
public sealed class LogFollow : IAsyncDisposable
{
    /// <summary>The engine ends the log of a container with the container; a log driver that does not must not hold up the news.</summary>
    private static readonly TimeSpan LastLine = TimeSpan.FromMilliseconds(500);

    private const long Second = 1_000_000_000;

    /// <summary>How late the date of a start may be.</summary>
    private const long Lateness = Second / 10;

    private readonly Dictionary<string, long> _died = new(StringComparer.Ordinal);
    private readonly EngineClient _engine;
    private readonly ProjectLogs _logs;
    private readonly EventListener _events;
    private readonly ConcurrentDictionary<string, Task> _reading = new(StringComparer.Ordinal);

    internal LogFollow(EngineClient engine, ProjectLogs logs, EventListener events) => (_engine, _logs, _events) = (engine, logs, events);

    public ValueTask DisposeAsync() => _events.DisposeAsync();

    /// <summary>
    /// Runs until cancelled. <paramref name="wants"/> says of a container that starts whether it is followed; <paramref name="happened"/>
    /// gets what containers do, wanted or not. An engine that goes away, or an output that cannot be written, is the failure of the whole.
    /// </summary>
    public async Task RunAsync(
        IEnumerable<ContainerRow> containers, LogRequest request, Func<ContainerRow, bool> wants, OutputReceiver receiver,
        Func<ContainerEvent, Task>? happened, CancellationToken cancellationToken)
    {
        var serial = new SerialOutput(receiver);
        using var tasks = new TaskGroup(cancellationToken);
        tasks.Add(async _ =>
        {
            await BeginAsync([.. containers], request.ToQuery(follow: true), serial, tasks);
            await ListenAsync(request.ToQuery(follow: true), wants, serial, happened, tasks);
        });
        await tasks.WaitAsync();
    }

    private async Task ListenAsync(
        LogQuery query, Func<ContainerRow, bool> wants, OutputReceiver receiver, Func<ContainerEvent, Task>? happened, TaskGroup tasks)
    {
        var created = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var happening in _events.WithCancellation(tasks.Token))
        {
            // The logs were cut as well, and what has exited meanwhile would never be known.
            if (happening is null)
                throw EventStream.Ended();
            if (await ContainerEvent.OfAsync(_engine, happening, tasks.Token) is not { } known)
                continue;
            if (known.Kind == ContainerEventKind.Created)
                created.Add(known.Id);
            else if (known.Kind == ContainerEventKind.Started && Row(happening) is var row && wants(row))
                Read(row, query with { Tail = null, Since = created.Remove(known.Id) ? null : await StartAsync(happening, tasks.Token) });
            else if (known.Kind == ContainerEventKind.Exited && _reading.TryGetValue(known.Id, out var reading))
                await Task.WhenAny(reading, Task.Delay(LastLine, TimeProvider.System, tasks.Token));
            if (known.Kind == ContainerEventKind.Exited)
                _died[known.Id] = happening.TimeNano ?? 0;
            if (happened is not null)
                await happened(known);
        }

        // A container that starts again is read on when its last run has been read to the end.
        void Read(ContainerRow container, LogQuery since)
        {
            receiver.Begin(container, _logs.NameOf(container));
            var before = _reading.GetValueOrDefault(container.Id) ?? Task.CompletedTask;
            _reading[container.Id] = tasks.Begin(token => ReadAfterAsync(before, container, since, receiver, token));
        }
    }

    /// <summary>What is old comes first, and in its order, whichever container it is from.</summary>
    private async Task BeginAsync(IReadOnlyList<ContainerRow> containers, LogQuery query, OutputReceiver receiver, TaskGroup tasks)
    {
        foreach (var container in containers)
            receiver.Begin(container, _logs.NameOf(container));
        var history = new HistoryThenFollow(_engine, query, receiver);
        await history.LookAsync([.. containers.Select(container => (container.Id, _logs.NameOf(container)))], tasks.Token);
        foreach (var container in containers)
            _reading[container.Id] = history.Has(container.Id)
                ? history.Read(container.Id, tasks)
                : tasks.Begin(token => ReadAfterAsync(history.Merged, container, query, receiver, token));
        history.Merge(tasks);
    }

    private async Task ReadAfterAsync(
        Task before, ContainerRow container, LogQuery query, OutputReceiver receiver, CancellationToken cancellationToken)
    {
        await before.WaitAsync(cancellationToken);
        await LogReader.ReadAsync(_engine, container.Id, _logs.NameOf(container), query, receiver, cancellationToken);
    }

    /// <summary>Waits until everything that was written so far by containers that have ended is handed on.</summary>
    public Task DrainAsync() => Task.WhenAll(_reading.Values);

    /// <summary>
    /// When the container's process began, as seconds since 1970. The event comes later than that, and a quick program has printed by then.
    /// On engines whose date is late as well a little more is read, but not what the run before has printed, as far as that was seen.
    /// </summary>
    private async Task<string> StartAsync(Message happening, CancellationToken cancellationToken)
    {
        var began = happening.TimeNano ?? 0;
        try
        {
            var container = await _engine.InspectContainerAsync(happening.Actor.ID, cancellationToken: cancellationToken);
            if (Nanoseconds(container.State?.StartedAt) is { } started)
                began = started;
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound)
        {
            // Removed already.
        }

        if (!ApiVersions.ExactStart.IsOpen(await _engine.VersionAsync(cancellationToken)))
            began = Math.Max(began - Lateness, _died.GetValueOrDefault(happening.Actor.ID) + 1);
        return $"{began / Second}.{began % Second:D9}";
    }

    /// <summary>`2026-11-21T11:26:02.668341166Z`, with any number of digits, or none, after the point.</summary>
    private static long? Nanoseconds(string? time)
    {
        if (time is null)
            return null;
        var point = time.IndexOf('.', StringComparison.Ordinal);
        if (!DateTimeOffset.TryParse(
            point < 0 ? time : time[..point] + "Z", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment))
            return null;
        var digits = point < 0 ? "" : time[(point + 1)..].TrimEnd('Z').PadRight(9, '0')[..9];
        return (moment.ToUnixTimeSeconds() * Second)
            + (long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var fraction) ? fraction : 0);
    }

    /// <summary>An event carries the container's name and labels.</summary>
    private static ContainerRow Row(Message happening) => new()
    {
        Id = happening.Actor.ID,
        Name = happening.Actor.Attributes.GetValueOrDefault("name") ?? "",
        State = ContainerState.Running,
        Labels = Observer.Labels(happening.Actor.Attributes),
    };
}
