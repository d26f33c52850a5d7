using System.Collections.Immutable;
using Compose.Engine;
using Compose.Engine.Registry;
using Compose.Execution.Observing;
using Compose.Execution.Queries;
using Compose.Execution.Running;
using Compose.Execution.Streams;
using Compose.Execution.Waiting;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Planning;
using Compose.Planning.Desired;
using Compose.Planning.Observed;

namespace Compose.Execution;

/// <summary>
/// The engine as the commands see it: facts to plan with, plans to run, lists and streams to show. Nothing is sent before it is needed.
/// What the engine refuses outside of a plan is an <see cref="EngineError"/>.
/// </summary>
public sealed partial class EngineSession(EngineClient engine) : IAsyncDisposable
{
    /// <summary><paramref name="trace"/> is told of every call: method, path and status.</summary>
    public static EngineSession Open(Func<string, string?> environment, Action<string, string, int>? trace = null) => new(EngineClient.FromEnvironment(
        environment,
        trace is null ? null : new EngineOptions { Observer = call => trace(call.Method, call.Path, call.Status) }));

    /// <summary>What runs need of the client's side: its proxies, its credentials, its platform.</summary>
    public RunnerSettings Settings(Func<string, string?> environment)
    {
        var config = DockerConfig.Load(environment);
        return new RunnerSettings
        {
            ProxyEnvironment = config.ProxyVariables(engine.Address.ToString()),
            Credential = async (image, cancellation) => await config.CredentialAsync(RegistryName.KeyOf(image), cancellation),
            DefaultPlatform = environment("DOCKER_DEFAULT_PLATFORM"),
        };
    }

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    public Task<ObservedState> ObserveAsync(string project, ComposeProject? declared, bool images, CancellationToken cancellation) =>
        Observer.ObserveAsync(engine, project, declared, images, cancellation);

    /// <summary>What the engine knows of the images that the services and their hooks name; missing ones have no facts.</summary>
    public async Task<NamedMap<ImageFacts>> ImagesAsync(ComposeProject project, CancellationToken cancellation)
    {
        var wanted = project.Services.Values
            .SelectMany(service => Images(project, service).Select(image => (Image: image, service.Platform)))
            .GroupBy(use => use.Image, StringComparer.Ordinal);
        var facts = await Task.WhenAll(wanted.Select(uses => ImageIdentity.FindAsync(engine, uses.Key, uses.First().Platform, cancellation)));
        return new NamedMap<ImageFacts>(facts.OfType<ImageFacts>().Select(image => KeyValuePair.Create(image.Reference, image)));
    }

    /// <summary>Attributes of the project that this engine is too old for.</summary>
    public async Task<ImmutableArray<Diagnostic>> CheckAsync(ComposeProject project, CancellationToken cancellation) =>
        EngineGates.Check(project, await engine.VersionAsync(cancellation));

    /// <summary>True where one create call takes all of a container's networks.</summary>
    public async Task<bool> TakesAllEndpointsAsync(CancellationToken cancellation) =>
        ApiVersions.SeveralEndpointsAtCreate.IsOpen(await engine.VersionAsync(cancellation));

    public async Task<PlanOutcome> RunAsync(
        Plan plan, string project, RunnerSettings settings, ExecutionOptions options, Action<ProgressEvent> report, CancellationToken stop, CancellationToken kill)
    {
        await using var watch = new ContainerWatch(engine, project, settings.Clock);
        var runner = new EngineRunner(engine, watch, settings);
        return await PlanExecutor.RunAsync(plan, runner, options, report, stop, kill);
    }

    public Task<ImmutableArray<ContainerRow>> ContainersAsync(string project, bool all, OneOffs oneOffs, CancellationToken cancellation) =>
        ContainerQuery.ListAsync(engine, project, all, oneOffs, cancellation);

    public Task<ImmutableArray<ProjectRow>> ProjectsAsync(bool all, CancellationToken cancellation) => ContainerQuery.ProjectsAsync(engine, all, cancellation);

    public LogStream Logs(string project) => new(engine, project);

    private static IEnumerable<string> Images(ComposeProject project, Service service)
    {
        if (service.Provider is not null)
            return [];
        var own = service.Image ?? string.Join(project.Separator, project.Name, service.Name);
        var hooks = service.PreStart.Select(hook => hook.Image).OfType<string>();
        var mounts = service.Volumes.Where(mount => mount.Type == MountType.Image).Select(mount => mount.Source).OfType<string>();
        return hooks.Concat(mounts).Prepend(own).Distinct();
    }
}
