using System.Collections.Concurrent;
using System.Collections.Immutable;
using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Registry;
using Compose.Engine.Transport;
using Compose.Engine.Versions;
using Compose.Execution.Building;
using Compose.Execution.Checks;
using Compose.Execution.Conflicts;
using Compose.Execution.Drift;
using Compose.Execution.Events;
using Compose.Execution.LanguageModels;
using Compose.Execution.Logs;
using Compose.Execution.Observing;
using Compose.Execution.Operations;
using Compose.Execution.Providers;
using Compose.Execution.Queries;
using Compose.Execution.Scheduling;
using Compose.Execution.Transfers;
using Compose.Execution.Waiting;
using Compose.Files.Binding;
using Compose.Files.Diagnostics;
using Compose.Files.Environment;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Host;
using Compose.Planning.Desired;
using Compose.Planning.Drift;
using Compose.Planning.Observed;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Execution;

/// <summary>
/// The engine as the commands see it: facts to plan with, plans to run, lists and streams to show. Nothing is sent before it is needed.
/// What the engine refuses outside of a plan is an <see cref="EngineError"/>.
/// </summary>
public sealed partial class EngineSession(EngineClient engine, ProcessEnvironment environment) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ContainerEvents> _events = new(StringComparer.Ordinal);
    private readonly ProviderPrograms _programs = new(environment);
    private readonly ModelRunner _models = new(environment);
    private readonly ProvidedVariables _provided = new();

    /// <param name="environment">Says where the engine and the docker configuration are.</param>
    /// <param name="trace">Told of every call: method, path and status.</param>
    public static EngineSession Open(ProcessEnvironment environment, Action<string, string, int>? trace = null) =>
        new(EngineClient.FromEnvironment(
        environment,
        new EngineOptions { Observer = trace is null ? null : call => trace(call.Method, call.Path, call.Status) }), environment);

    /// <summary>Where the engine is.</summary>
    public string Address => engine.Address.ToString();

    /// <summary>What runs need of the client's side: its proxies and its credentials.</summary>
    /// <param name="defaultPlatform">DOCKER_DEFAULT_PLATFORM, which a project may set.</param>
    public RunnerSettings Settings(string? defaultPlatform)
    {
        var config = DockerConfig.Load(environment);
        return new RunnerSettings
        {
            ProxyEnvironment = config.ProxyVariables(engine.Address.ToString()),
            Credential = async (image, cancellationToken) => await config.CredentialAsync(RegistryName.KeyOf(image), cancellationToken),
            Credentials = config.AllCredentialsAsync,
            ConfigurationDamage = config.Damage?.Message,
            DefaultPlatform = defaultPlatform,
        };
    }

    /// <summary>The format that the docker command line's configuration sets for `ps`; empty when it sets none.</summary>
    public string PsFormat => DockerConfig.Load(environment).PsFormat;

    /// <summary>
    /// The project as the engine can be told of it: use_api_socket is a mount and a config to it. Null when the engine has no such socket
    /// to give.
    /// </summary>
    public async Task<ComposeProject?> WithApiSocketAsync(ComposeProject project, CancellationToken cancellationToken)
    {
        if (!ApiSocket.IsUsed(project))
            return project;
        if ((await engine.PingAsync(cancellationToken)).OperatingSystem == "windows")
            return null;
        return ApiSocket.Apply(project, CredentialFile.Write(await DockerConfig.Load(environment).AllCredentialsAsync(cancellationToken)));
    }

    /// <summary>
    /// The buildx that builds for this engine; null when its own builder does: there is no buildx, the engine has no BuildKit, or it is
    /// turned off. Every Docker since 18.09 has BuildKit, but 20.10 does not say so; Podman has none.
    /// </summary>
    public async Task<string?> FindBuildxAsync(string? builder, CancellationToken cancellationToken)
    {
        var said = environment[EnvironmentNames.BuildKit];
        if (said is { Length: > 0 } && !GoValue.IsTruthy(said))
            return null;
        var named = !string.IsNullOrEmpty(builder ?? environment[EnvironmentNames.Builder]);
        if (said is null or "" && !named
            && await engine.PingAsync(cancellationToken) is { IsPodman: true } or { OperatingSystem: "windows" })
            return null;
        return Buildx.Find(environment);
    }

    public ImageTransfer Transfer => new(engine);

    public RegistryLogin Login => new(engine, environment);

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    public Task<ObservedState> ObserveAsync(string project, ComposeProject? declared, bool images, CancellationToken cancellationToken) =>
        Observer.ObserveAsync(engine, project, declared, images, cancellationToken);

    /// <summary>
    /// The same facts with what the engine tells of the containers that a plan removes: the old values of its reasons. Only a plan that is
    /// going to be read needs them.
    /// </summary>
    public async Task<ObservedState> ExplainAsync(
        ObservedState observed, Plan plan, ComposeProject declared, CancellationToken cancellationToken)
    {
        var removed = plan.Steps.Select(step => step.Operation).OfType<Operation.RemoveContainer>()
            .Select(remove => remove.Target.Container)
            .OfType<ContainerRef.Existing>().Select(container => container.Id).ToHashSet(StringComparer.Ordinal);
        var read = await Task.WhenAll(
            observed.Containers.Select(
                container => removed.Contains(container.Id) ? ReadAsync(container, declared, cancellationToken)
                    : Task.FromResult(container)));
        return observed with { Containers = [.. read] };
    }

    /// <summary>What the engine knows of the images that the services and their hooks name; missing ones have no facts.</summary>
    public async Task<NamedMap<ImageFacts>> ImagesAsync(ComposeProject project, CancellationToken cancellationToken)
    {
        var wanted = project.Services.Values
            .SelectMany(service => Images(project, service).Select(image => (Image: image, service.Platform)))
            .GroupBy(use => use.Image, StringComparer.Ordinal);
        var facts = await Task.WhenAll(
            wanted.Select(uses => ImageIdentity.FindAsync(engine, uses.Key, uses.First().Platform, cancellationToken)));
        return new NamedMap<ImageFacts>(facts.OfType<ImageFacts>().Select(image => KeyValuePair.Create(image.Reference, image)));
    }

    /// <summary>The content that a lock file names for a reference, where the engine has it under whatever name.</summary>
    public async Task<ImageFacts?> PinnedImageAsync(string reference, string digest, CancellationToken cancellationToken) =>
        await ImageIdentity.FindAsync(engine, ImageName.AtDigest(reference, digest), null, cancellationToken) is { } facts
            ? facts with { Reference = reference } : null;

    /// <summary>What is no longer as it was made. <paramref name="settings"/> as for the run that made it.</summary>
    public Task<DriftReport> DriftAsync(
        DesiredState desired, ObservedState observed, RunnerSettings settings, CancellationToken cancellationToken) =>
        new DriftCheck(engine, desired, observed, settings.ProxyEnvironment).RunAsync(cancellationToken);

    /// <summary>Attributes of the project that are not supported, or that this engine is too old for.</summary>
    public async Task<ImmutableArray<Diagnostic>> CheckAsync(ComposeProject project, CancellationToken cancellationToken) =>
        [.. UnsupportedAttributes.Check(project), .. IdleAttributes.Check(
            project, (await engine.PingAsync(cancellationToken)).OperatingSystem == "windows"), .. ModelChecks.Check(_models, project),
            .. EngineGates.Check(project, await engine.VersionAsync(cancellationToken)),
            .. await ProviderChecks.CheckAsync(_programs, project, ProviderVerb.Up, cancellationToken)];

    /// <summary>
    /// The same facts with the content of configs and secrets in containers whose labels do not name it: those of Docker Compose.
    /// </summary>
    public Task<ObservedState> WithContentsAsync(ObservedState observed, ComposeProject project, CancellationToken cancellationToken) =>
        InjectedContents.ReadAsync(engine, observed, project, cancellationToken);

    /// <summary>Names and ports that the plan's containers need and others have.</summary>
    public Task<ImmutableArray<Diagnostic>> ConflictsAsync(
        ComposeProject project, Plan plan, SourceSet sources, CancellationToken cancellationToken) =>
        ContainerConflicts.CheckAsync(engine, project, plan, sources, cancellationToken);

    /// <summary>True where one create call takes all of a container's networks.</summary>
    public async Task<bool> TakesAllEndpointsAsync(CancellationToken cancellationToken) =>
        ApiVersions.SeveralEndpointsAtCreate.IsOpen(await engine.VersionAsync(cancellationToken));

    /// <summary>True where a list of containers shows their annotations.</summary>
    public async Task<bool> ListsAnnotationsAsync(CancellationToken cancellationToken) =>
        ApiVersions.AnnotationsInList.IsOpen(await engine.VersionAsync(cancellationToken));

    public async Task<PlanOutcome> RunAsync(
        Plan plan, string project, RunnerSettings settings, ExecutionOptions options, Action<ProgressEvent> report, CancellationToken stop,
        CancellationToken kill)
    {
        await using var watch = new ContainerWatch(engine, Events(project), settings.Clock);
        if (settings.Build is { } build)
            settings =
                settings with
                {
                    Build = build with
                    {
                        Services = [.. plan.Steps.Select(step => step.Operation).OfType<Operation.BuildImage>()
                    .Select(step => step.Service)]
                    }
                };
        var runner = new EngineRunner(engine, watch, settings, _programs, _provided, _models);
        return await PlanExecutor.RunAsync(plan, runner, options, report, stop, kill);
    }

    public Task<ImmutableArray<ContainerRow>> ContainersAsync(
        string project, bool all, OneOffFilter oneOffs, CancellationToken cancellationToken) =>
        ContainerQuery.ListAsync(engine, project, all, oneOffs, cancellationToken);

    public Task<ImmutableArray<ProjectRow>> ProjectsAsync(bool all, CancellationToken cancellationToken) =>
        ContainerQuery.ProjectsAsync(engine, all, cancellationToken);

    public ProjectLogs Logs(string project) => new(engine, Events(project), project);

    private ContainerEvents Events(string project) =>
        _events.GetOrAdd(project, name => new ContainerEvents(engine, name, TimeProvider.System));

    private async Task<ObservedContainer> ReadAsync(
        ObservedContainer container, ComposeProject declared, CancellationToken cancellationToken)
    {
        try
        {
            var inspected = await engine.InspectContainerAsync(container.Id, cancellationToken: cancellationToken);
            var image = await ImageConfigAsync(inspected.Image, cancellationToken);
            return container with { Attributes = AttributeReading.Of(inspected, image, declared) };
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound)
        {
            // It has just gone: its old values are not worth more than that.
            return container;
        }
    }

    /// <summary>
    /// An image can be removed under the containers that were made from it; what they have from it can then not be told apart.
    /// </summary>
    private async Task<Docker.DotNet.Models.DockerOCIImageConfig?> ImageConfigAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return (await engine.InspectImageAsync(id, cancellationToken: cancellationToken)).Config;
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound)
        {
            // Removed by force.
            return null;
        }
    }

    private static IEnumerable<string> Images(ComposeProject project, Service service)
    {
        if (service.Provider is not null)
            return [];
        var own = service.Image ?? string.Join(project.Separator, project.Name, service.Name);
        var hooks = service.PreStart.Select(hook => hook.Image).OfType<string>();
        var mounts = service.PreStart.Select(hook => PreStartContainer.Of(service, hook)).Prepend(service)
            .SelectMany(container => container.Volumes).Where(mount => mount.Type == MountType.Image).Select(mount => mount.Source)
            .OfType<string>();
        return hooks.Concat(mounts).Prepend(own).Distinct();
    }
}
