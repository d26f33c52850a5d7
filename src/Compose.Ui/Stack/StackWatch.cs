using System.Collections.Immutable;
using System.Threading.Channels;
using Compose.Execution;
using Compose.Execution.Details;
using Compose.Execution.Queries;
using Compose.Execution.Tasks;
using Compose.Host;
using Compose.Planning.Observed;
using Compose.Planning.Pictures;
using Compose.Planning.Timelines;
using Compose.Ui.Model;

namespace Compose.Ui.Stack;

/// <summary>
/// Keeps the bulletin current: after every event of the engine, when a file was written, and each second while a probe decides something.
/// </summary>
public sealed class StackWatch(StackOptions options, ProcessEnvironment environment, EngineSession engine, Bulletin bulletin)
{
    private static readonly TimeSpan FileInterval = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Reconnect = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> _wake = Signal();
    private readonly Channel<bool> _listed = Signal();
    private readonly UsageWatch _usage = new(engine, bulletin);
    private readonly PlanWatch _plans = new(options, bulletin);
    private readonly TimelineWatch _timelines = new(environment, engine, bulletin);
    private StackGraph? _graph;
    private readonly Lock _gate = new();
    private ImmutableArray<ContainerRow> _rows = [];
    private ImmutableDictionary<string, ContainerDetails> _details = ImmutableDictionary<string, ContainerDetails>.Empty;
    private volatile bool _isUnsettled;

    private string _lastName = "";

    public ProjectFiles Files { get; private set; } = ProjectFiles.Load(options, environment);

    /// <summary>That of the files. While they are broken it stays what it was: what runs goes on.</summary>
    public string Project => new[] { Files.Name, _lastName }.FirstOrDefault(name => name.Length > 0) ?? options.ProjectName;

    public StackGraph? Graph => _graph;

    public TimelineDocument? Timeline => _timelines.Newest;

    /// <summary>It is a container of this project.</summary>
    public bool Contains(string container) => _rows.Any(row => row.Id == container);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        bulletin.Clear();
        _timelines.Forget();
        Read();
        using var tasks = new TaskGroup(cancellationToken);
        tasks.Add(FollowFilesAsync);
        tasks.Add(_plans.RunAsync);
        tasks.Add(FollowEngineAsync);
        await tasks.WaitAsync();
    }

    private void Read()
    {
        _lastName = Project;
        Files = ProjectFiles.Load(options, environment);
        if (Files.Project is { } project)
            _graph = StackGraph.Of(project);
        if (_graph is not null)
            bulletin.Publish(new UiDocument("graph") { Graph = GraphDocument.Of(_graph) });
        _plans.Ask();
    }

    private async Task FollowFilesAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(FileInterval);
        do
        {
            _timelines.Look(Project);
            if (!Files.AreOld)
                continue;
            Read();
            _wake.Writer.TryWrite(true);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private async Task FollowEngineAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            using var renamed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            try
            {
                await FollowProjectAsync(Project, renamed);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // The files have given the project another name, which is followed from here on.
            }
            catch (ReportedFailure failure)
            {
                // The engine is away: the page shows it and what was known, and it is asked again.
                Publish(_rows, failure.Sentence);
                await Task.Delay(Reconnect, TimeProvider.System, cancellationToken);
            }
        }
    }

    private async Task FollowProjectAsync(string project, CancellationTokenSource renamed)
    {
        if (project.Length == 0)
        {
            // Without files that can be read there is no name to ask the engine about.
            Publish([], Files.Problem);
            await _wake.Reader.ReadAsync(renamed.Token);
            return;
        }

        await using var feed = await engine.LiveEventsAsync(project, renamed.Token);
        using var tasks = new TaskGroup(renamed.Token);
        tasks.Add(token => ListenAsync(feed, token));
        tasks.Add(token => ListAsync(project, renamed, token));
        tasks.Add(InspectAsync);
        tasks.Add(_usage.RunAsync);
        await tasks.WaitAsync();
    }

    private async Task ListenAsync(LiveEvents feed, CancellationToken cancellationToken)
    {
        await foreach (var happened in feed.ReadAsync(() => _wake.Writer.TryWrite(true), cancellationToken))
            if (!happened.Action.StartsWith("exec_", StringComparison.Ordinal))
                _wake.Writer.TryWrite(true);
    }

    /// <summary>Publishes the states at once; an inspection may wait for a container that the engine is stopping.</summary>
    private async Task ListAsync(string project, CancellationTokenSource renamed, CancellationToken cancellationToken)
    {
        await using var timer = TimeProvider.System.CreateTimer(_ => OnTick(), null, ProbeInterval, ProbeInterval);
        _wake.Writer.TryWrite(true);
        while (await _wake.Reader.WaitToReadAsync(cancellationToken))
        {
            _wake.Reader.TryRead(out _);
            if (Project != project)
            {
                await renamed.CancelAsync();
                return;
            }

            var before = _rows;
            var rows = await engine.ContainersAsync(project, all: true, OneOffFilter.Exclude, cancellationToken);
            Publish(rows, Files.Problem);
            _listed.Writer.TryWrite(true);
            _usage.Follow([.. rows.Where(row => row.State == ContainerState.Running)]);
            _isUnsettled = rows.Any(
                row => row.Health is HealthState.Starting or HealthState.Unhealthy || row.State == ContainerState.Restarting);
            if (!rows.Select(Standing).SequenceEqual(before.Select(Standing)))
                _plans.Ask();
        }

        void OnTick()
        {
            if (_isUnsettled)
                _wake.Writer.TryWrite(true);
        }
    }

    private async Task InspectAsync(CancellationToken cancellationToken)
    {
        while (await _listed.Reader.WaitToReadAsync(cancellationToken))
        {
            _listed.Reader.TryRead(out _);
            var read = await Task.WhenAll(_rows.Select(async row => (row.Id, Details: await engine.DetailsAsync(row, cancellationToken))));
            lock (_gate)
            {
                _details = read.Where(pair => pair.Details is not null).ToImmutableDictionary(pair => pair.Id, pair => pair.Details!);
                Publish(_rows, Files.Problem);
            }
        }
    }

    private void Publish(ImmutableArray<ContainerRow> rows, string? problem)
    {
        lock (_gate)
        {
            // Details of another state are wrong; those of the same state are shown until they are read again.
            var same = rows.Select(Standing).Intersect(_rows.Select(Standing)).Select(standing => standing.Id).ToHashSet();
            _details = _details.RemoveRange(_details.Keys.Where(id => !same.Contains(id)));
            _rows = rows;
            bulletin.Publish(new UiDocument("state")
            {
                State = new StateDocument
                {
                    Project = Project,
                    Directory = Files.Directory,
                    ReadOnly = options.ReadOnly,
                    Problem = problem,
                    Services = new StackPicture(_graph, rows, _details).Services(),
                },
            });
        }
    }

    private static (string Id, ContainerState State, HealthState Health) Standing(ContainerRow row) => (row.Id, row.State, row.Health);

    private static Channel<bool> Signal() =>
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
}
