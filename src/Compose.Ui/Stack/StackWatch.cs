using System.Collections.Immutable;
using System.Threading.Channels;
using Compose.Execution;
using Compose.Execution.Details;
using Compose.Execution.Queries;
using Compose.Execution.Tasks;
using Compose.Host;
using Compose.Planning.Observed;
using Compose.Planning.Pictures;
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

    private readonly Channel<bool> _wake =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly UsageWatch _usage = new(engine, bulletin);
    private readonly PlanWatch _plans = new(options, bulletin);
    private StackGraph? _graph;
    private ImmutableArray<(string Id, ContainerState State, HealthState Health)> _before = [];
    private bool _isUnsettled;

    public ProjectFiles Files { get; private set; } = ProjectFiles.Load(options, environment);

    public string Project => Files.Project?.Name ?? options.ProjectName;

    public StackGraph? Graph => _graph;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        bulletin.Clear();
        Read();
        using var tasks = new TaskGroup(cancellationToken);
        tasks.Add(FollowFilesAsync);
        tasks.Add(_plans.RunAsync);
        tasks.Add(FollowEngineAsync);
        await tasks.WaitAsync();
    }

    private void Read()
    {
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
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            if (!Files.AreOld)
                continue;
            Read();
            _wake.Writer.TryWrite(true);
        }
    }

    private async Task FollowEngineAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (Project.Length == 0)
                {
                    // Without files that can be read there is no name to ask the engine about.
                    Publish([], new Dictionary<string, ContainerDetails>(), Files.Problem);
                    await _wake.Reader.ReadAsync(cancellationToken);
                    continue;
                }

                await using var feed = await engine.EventsAsync(Project, new EventRequest(), cancellationToken);
                using var tasks = new TaskGroup(cancellationToken);
                tasks.Add(token => ListenAsync(feed, token));
                tasks.Add(RefreshAsync);
                tasks.Add(_usage.RunAsync);
                await tasks.WaitAsync();
            }
            catch (ReportedFailure failure)
            {
                // The engine is away: the page shows it and what was known, and it is asked again.
                Publish([], new Dictionary<string, ContainerDetails>(), failure.Sentence);
                await Task.Delay(Reconnect, TimeProvider.System, cancellationToken);
            }
        }
    }

    private async Task ListenAsync(EventFeed feed, CancellationToken cancellationToken)
    {
        await foreach (var happened in feed.ReadAsync(cancellationToken))
            if (!happened.Action.StartsWith("exec_", StringComparison.Ordinal))
                _wake.Writer.TryWrite(true);
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await using var timer = TimeProvider.System.CreateTimer(_ => OnTick(), null, ProbeInterval, ProbeInterval);
        _wake.Writer.TryWrite(true);
        while (await _wake.Reader.WaitToReadAsync(cancellationToken))
        {
            _wake.Reader.TryRead(out _);
            var rows = await engine.ContainersAsync(Project, all: true, OneOffFilter.Exclude, cancellationToken);
            var read = await Task.WhenAll(rows.Select(async row => (row.Id, Details: await engine.DetailsAsync(row, cancellationToken))));
            var details = read.Where(pair => pair.Details is not null).ToDictionary(pair => pair.Id, pair => pair.Details!, StringComparer.Ordinal);
            Publish(rows, details, Files.Problem);
            _usage.Follow([.. rows.Where(row => row.State == ContainerState.Running)]);
            _isUnsettled = rows.Any(row => row.Health is HealthState.Starting or HealthState.Unhealthy || row.State == ContainerState.Restarting);
            ImmutableArray<(string, ContainerState, HealthState)> now = [.. rows.Select(row => (row.Id, row.State, row.Health))];
            if (!now.SequenceEqual(_before))
                _plans.Ask();
            _before = now;
        }

        void OnTick()
        {
            if (_isUnsettled)
                _wake.Writer.TryWrite(true);
        }
    }

    private void Publish(ImmutableArray<ContainerRow> rows, IReadOnlyDictionary<string, ContainerDetails> details, string? problem) =>
        bulletin.Publish(new UiDocument("state")
        {
            State = new StateDocument
            {
                Project = Project,
                Directory = Files.Directory,
                ReadOnly = options.ReadOnly,
                Problem = problem,
                Services = new StackPicture(_graph, rows, details).Services(),
            },
        });
}
