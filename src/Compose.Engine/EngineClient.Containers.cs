using Compose.Engine.Http;
using Compose.Engine.Wire;

namespace Compose.Engine;

/// <summary>The life of containers. An id stands for an id or a name everywhere.</summary>
public sealed partial class EngineClient
{
    public Task<IReadOnlyList<ContainerSummary>> ListContainersAsync(
        Filters? filters = null, bool all = false, CancellationToken cancel = default) =>
        GetAsync(
            new Target("/containers/json").Add("all", all).Add(filters),
            static (ref at) => at.List(ContainerSummary.Read),
            cancel);

    public Task<ContainerInspect> InspectContainerAsync(string id, bool size = false, CancellationToken cancel = default) =>
        GetAsync(Target.Of("/containers", id, "/json").Add("size", size), WireJson.Default.ContainerInspect, cancel);

    /// <summary>Fails with <see cref="EngineErrorKind.Conflict"/> and a holder id when the name is taken.</summary>
    public Task<ContainerCreated> CreateContainerAsync(
        ContainerCreation container, string? name = null, string? platform = null, CancellationToken cancel = default) =>
        PostAsync(
            new Target("/containers/create").Add("name", name).Add("platform", string.IsNullOrEmpty(platform) ? null : platform),
            container,
            WireJson.Default.ContainerCreation,
            WireJson.Default.ContainerCreated,
            cancel);

    /// <summary>False when it was running already.</summary>
    public Task<bool> StartContainerAsync(string id, CancellationToken cancel = default) =>
        PostAsync(Target.Of("/containers", id, "/start"), cancel);

    /// <summary>
    /// Returns when it has stopped; false when it was not running. Without a timeout the container's own counts; after it
    /// (in seconds, -1 never) the container is killed.
    /// </summary>
    public async Task<bool> StopContainerAsync(string id, int? timeout = null, string? signal = null, CancellationToken cancel = default) =>
        await PostAsync(await StoppingAsync(id, "/stop", timeout, signal, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);

    public async Task RestartContainerAsync(string id, int? timeout = null, string? signal = null, CancellationToken cancel = default) =>
        await PostAsync(await StoppingAsync(id, "/restart", timeout, signal, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);

    /// <summary>Fails with <see cref="EngineErrorKind.Conflict"/> when it is not running.</summary>
    public Task KillContainerAsync(string id, string? signal = null, CancellationToken cancel = default) =>
        PostAsync(Target.Of("/containers", id, "/kill").Add("signal", signal), cancel);

    public Task PauseContainerAsync(string id, CancellationToken cancel = default) =>
        PostAsync(Target.Of("/containers", id, "/pause"), cancel);

    public Task UnpauseContainerAsync(string id, CancellationToken cancel = default) =>
        PostAsync(Target.Of("/containers", id, "/unpause"), cancel);

    public Task RenameContainerAsync(string id, string name, CancellationToken cancel = default) =>
        PostAsync(Target.Of("/containers", id, "/rename").Add("name", name), cancel);

    /// <summary><paramref name="volumes"/> removes its anonymous volumes, <paramref name="force"/> kills it first.</summary>
    public Task RemoveContainerAsync(string id, bool force = false, bool volumes = false, CancellationToken cancel = default) =>
        DoAsync(new HttpRequest("DELETE", Target.Of("/containers", id).Add("v", volumes).Add("force", force).ToString()), cancel);

    /// <summary>Changes resources and restart policy of a container in place.</summary>
    public Task<UpdateReport> UpdateContainerAsync(string id, HostConfig resources, CancellationToken cancel = default) =>
        PostAsync(Target.Of("/containers", id, "/update"), resources, WireJson.Default.HostConfig, WireJson.Default.UpdateReport, cancel);

    /// <summary>
    /// Returns when the container meets the condition: <c>not-running</c> (at once when it is not), <c>next-exit</c> or
    /// <c>removed</c>.
    /// </summary>
    public Task<ContainerExit> WaitContainerAsync(string id, string? condition = null, CancellationToken cancel = default) =>
        ReadAsync(
            new HttpRequest("POST", Target.Of("/containers", id, "/wait").Add("condition", condition).ToString()),
            WireJson.Default.ContainerExit,
            cancel);

    /// <summary>
    /// The same, for what is started afterwards: when this returns, the engine waits, and the task inside ends with the exit code.
    /// </summary>
    public async Task<Task<long>> BeginWaitAsync(string id, string? condition = null, CancellationToken cancel = default)
    {
        var request = new HttpRequest("POST", Target.Of("/containers", id, "/wait").Add("condition", condition).ToString());
        var response = await SendAsync(request, cancel).ConfigureAwait(false);
        return FinishAsync();

        async Task<long> FinishAsync() => (await ReadAsync(response, WireJson.Default.ContainerExit, cancel).ConfigureAwait(false)).StatusCode;
    }

    public Task ResizeContainerAsync(string id, int rows, int columns, CancellationToken cancel = default) =>
        PostAsync(Target.Of("/containers", id, "/resize").Add("h", rows).Add("w", columns), cancel);

    public Task<ContainerProcesses> TopContainerAsync(string id, string? arguments = null, CancellationToken cancel = default) =>
        GetAsync(Target.Of("/containers", id, "/top").Add("ps_args", arguments), WireJson.Default.ContainerProcesses, cancel);

    /// <summary>A sample each second until cancelled or the container is gone.</summary>
    public IAsyncEnumerable<ContainerStats> StreamStatsAsync(string id, CancellationToken cancel = default) =>
        SequenceAsync(
            new HttpRequest("GET", Target.Of("/containers", id, "/stats").Add("stream", "true").ToString()),
            WireJson.Default.ContainerStats,
            cancel);

    /// <summary>One sample; the engine takes two, a second apart, so that use of the processor can be computed.</summary>
    public Task<ContainerStats> StatsAsync(string id, CancellationToken cancel = default) =>
        GetAsync(Target.Of("/containers", id, "/stats").Add("stream", "false"), WireJson.Default.ContainerStats, cancel);

    /// <summary>One sample at once, with nothing to compare its use of the processor with.</summary>
    public Task<ContainerStats> SampleStatsAsync(string id, CancellationToken cancel = default) =>
        GetAsync(
            Target.Of("/containers", id, "/stats").Add("stream", "false").Add("one-shot", "true"), WireJson.Default.ContainerStats, cancel);

    /// <summary>Makes an image of the container's file system; <paramref name="changes"/> are Dockerfile instructions.</summary>
    public Task<IdResponse> CommitContainerAsync(
        string id,
        string? repository = null,
        string? tag = null,
        string? message = null,
        string? author = null,
        IReadOnlyList<string>? changes = null,
        bool pause = true,
        CancellationToken cancel = default)
    {
        var target = new Target("/commit").Add("container", id).Add("repo", repository).Add("tag", tag)
            .Add("comment", message).Add("author", author).Add("pause", pause ? "true" : "false");
        foreach (var change in changes ?? [])
        {
            target = target.Add("changes", change);
        }

        // The body overrides settings of the image; none are.
        return PostAsync(target, new ContainerConfig(), WireJson.Default.ContainerConfig, WireJson.Default.IdResponse, cancel);
    }

    private async ValueTask<Target> StoppingAsync(string id, string action, int? timeout, string? signal, CancellationToken cancel)
    {
        if (signal is not null)
        {
            await RequireAsync(ApiVersions.StopSignal, "a stop with a signal of its own", cancel).ConfigureAwait(false);
        }

        return Target.Of("/containers", id, action).Add("t", timeout).Add("signal", signal);
    }

    private async ValueTask RequireAsync(ApiGate gate, string what, CancellationToken cancel)
    {
        var version = await VersionAsync(cancel).ConfigureAwait(false);
        if (!gate.IsOpen(version))
        {
            throw EngineError.Of(
                EngineErrorKind.TooOld, $"{what} needs Docker {gate.Engine} (API {gate.Since}); this engine speaks API {version}");
        }
    }
}
