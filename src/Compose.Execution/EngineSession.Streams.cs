using System.Collections.Immutable;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Registry;
using Compose.Execution.Copy;
using Compose.Execution.Details;
using Compose.Execution.Observing;
using Compose.Execution.Queries;
using Compose.Execution.Sessions;
using Compose.Execution.Watching;
using Compose.Host;
using Compose.Planning.Observed;

namespace Compose.Execution;

/// <summary>What reads containers and talks to them.</summary>
public sealed partial class EngineSession
{
    /// <summary>
    /// The containers of one service in the order in which a command without --index chooses: by number, those of `run` last.
    /// </summary>
    public Task<ImmutableArray<ContainerRow>> ReplicasAsync(
        string project, string service, int index, bool all, OneOffFilter oneOffs, CancellationToken cancellationToken) =>
        ContainerQuery.ReplicasAsync(engine, project, service, index, all, oneOffs, cancellationToken);

    /// <summary>Starts a command in a container and leaves it alone.</summary>
    public Task StartExecAsync(string container, ExecRequest request, CancellationToken cancellationToken) =>
        new ExecSession(engine, container, request).StartAsync(cancellationToken);

    public Task<SessionEnd> ExecAsync(string container, ExecRequest request, SessionStreams streams, CancellationToken cancellationToken) =>
        new ExecSession(engine, container, request).RunAsync(streams, cancellationToken);

    /// <summary>Joins a container that runs, or one that is to be started next.</summary>
    public Task<ContainerSession> AttachAsync(
        string container, bool hasTerminal, SessionStreams streams, DetachKeys keys, bool started, bool untilRemoved,
        CancellationToken cancellationToken) =>
        ContainerSession.OpenAsync(engine, container, hasTerminal, streams, keys, started, untilRemoved, cancellationToken);

    /// <summary>Whether the container has a terminal and takes input.</summary>
    public async Task<(bool Tty, bool TakesInput)> ConsoleOfAsync(string container, CancellationToken cancellationToken)
    {
        var config = (await engine.InspectContainerAsync(container, cancellationToken: cancellationToken)).Config;
        return (config?.Tty == true, config?.OpenStdin == true);
    }

    /// <summary>A signal for a container that may be gone already.</summary>
    public async Task SignalAsync(string container, string signal)
    {
        try
        {
            await engine.KillContainerAsync(container, signal);
        }
        catch (EngineError)
        {
            // It does not run any more, or the engine is away: no process is left for the signal.
        }
    }

    public async Task<int> WaitAsync(string container, CancellationToken cancellationToken) =>
        (int)(await engine.WaitContainerAsync(container, cancellationToken: cancellationToken)).StatusCode;

    public Task<ImmutableArray<ProcessTable>> ProcessesAsync(IEnumerable<ContainerRow> containers, CancellationToken cancellationToken) =>
        ProcessTable.ReadAsync(engine, containers, cancellationToken);

    public Task<ImmutableArray<ImageRow>> ImagesOfAsync(IReadOnlyList<ContainerRow> containers, CancellationToken cancellationToken) =>
        ImageRow.ReadAsync(engine, containers, cancellationToken);

    /// <summary>The images that were built for the project, whether anything runs from them or not.</summary>
    public Task<ImmutableArray<ObservedImage>> BuiltImagesAsync(string project, CancellationToken cancellationToken) =>
        Observer.BuiltImagesAsync(engine, project, cancellationToken);

    public Task<ImmutableArray<VolumeRow>> VolumesAsync(string project, CancellationToken cancellationToken) =>
        VolumeRow.ReadAsync(engine, project, cancellationToken);

    /// <summary>One sample of each container; what has ended meanwhile is left out.</summary>
    public Task<ImmutableArray<UsageRow>> UsageAsync(IReadOnlyList<ContainerRow> containers, CancellationToken cancellationToken) =>
        UsageSampling.OnceAsync(engine, containers, cancellationToken);

    /// <summary>A sample about each second until the container ends.</summary>
    public IAsyncEnumerable<UsageRow> FollowUsageAsync(ContainerRow container, CancellationToken cancellationToken) =>
        UsageSampling.FollowAsync(engine, container, cancellationToken);

    public Task<ContainerDetails?> DetailsAsync(ContainerRow container, CancellationToken cancellationToken) =>
        ContainerDetails.ReadAsync(engine, container.Id, cancellationToken);

    /// <summary>When this returns, every later event is read.</summary>
    public async Task<LiveEvents> LiveEventsAsync(string project, CancellationToken cancellationToken) =>
        new(await Events(project).ListenAsync(container: null, cancellationToken));

    /// <summary>A question of its own: other kinds than containers, or another time than from now on.</summary>
    public Task<EventFeed> EventsAsync(string project, EventRequest request, CancellationToken cancellationToken) =>
        EventFeed.OpenAsync(engine, project, request, cancellationToken);

    public ContainerCopy Copy(string container) => new(engine, container);

    public SyncTarget SyncTarget(string container) => new(engine, container);

    public async Task<string> CommitAsync(
        string container, string reference, string message, string author, IReadOnlyList<string> changes, bool pause,
        CancellationToken cancellationToken)
    {
        var (repository, tag) = reference.Length > 0 ? ImageName.Split(reference) : (null, null);
        return (await engine.CommitContainerAsync(container, repository, tag, message, author, changes, pause, cancellationToken)).ID;
    }

    public Task<Stream> ExportAsync(string container, CancellationToken cancellationToken) =>
        engine.ExportContainerAsync(container, cancellationToken);

    /// <summary>The folder of the docker command line's configuration, if there is a home for it.</summary>
    public static string? DockerFolder(ProcessEnvironment environment) => Engine.Registry.DockerConfig.Directory(environment);

    /// <summary>The detach keys that the docker configuration names, if it names some.</summary>
    public string? ConfiguredDetachKeys => Engine.Registry.DockerConfig.Load(environment).DetachKeys;
}
