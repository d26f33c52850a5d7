using System.Collections.Immutable;
using System.Diagnostics;
using Compose.Files.Model;
using Compose.Planning.Desired;

namespace Compose.Planning.Operations;

/// <summary>
/// What one step does. Closed: one record per engine call, wait or hook, with only the fields that it needs. A runner makes no decisions,
/// and counts an operation whose effect already exists as done.
/// </summary>
public abstract partial record Operation
{
    private Operation()
    {
    }

    /// <summary>An operation on a container that exists before it.</summary>
    public abstract record OnContainer(ContainerTarget Target) : Operation;

    public sealed record CreateNetwork(NetworkSpec Network) : Operation;

    /// <summary><paramref name="BestEffort"/>: a network still in use is a warning, not a failure.</summary>
    public sealed record RemoveNetwork(NetworkRef Network, bool BestEffort) : Operation;

    /// <summary>With the whole endpoint: aliases, addresses, MAC, driver options.</summary>
    public sealed record ConnectNetwork(ContainerTarget Target, EndpointSpec Endpoint) : OnContainer(Target);

    public sealed record DisconnectNetwork(ContainerTarget Target, NetworkRef Network) : OnContainer(Target);

    public sealed record CreateVolume(VolumeSpec Volume) : Operation;

    public sealed record RemoveVolume(string Name, bool BestEffort) : Operation;

    /// <summary>
    /// <paramref name="Name"/> is the name to create it under, temporary or final. The result is the id of the new container.
    /// </summary>
    public sealed record CreateContainer(ContainerSpec Container, string Name) : Operation;

    /// <summary>Configs and secrets without a file on this machine, written into the created container before it starts.</summary>
    public sealed record InjectFiles(ContainerTarget Target, ImmutableArray<InjectedFile> Files) : OnContainer(Target);

    public sealed record StartContainer(ContainerTarget Target) : OnContainer(Target);

    /// <summary>Without a <paramref name="Timeout"/> the container's own applies.</summary>
    public sealed record StopContainer(ContainerTarget Target, TimeSpan? Timeout) : OnContainer(Target);

    public sealed record KillContainer(ContainerTarget Target, string Signal) : OnContainer(Target);

    public sealed record RestartContainer(ContainerTarget Target, TimeSpan? Timeout) : OnContainer(Target);

    public sealed record PauseContainer(ContainerTarget Target) : OnContainer(Target);

    public sealed record UnpauseContainer(ContainerTarget Target) : OnContainer(Target);

    /// <summary><paramref name="Volumes"/>: with its anonymous volumes. <paramref name="Force"/>: even if it runs.</summary>
    public sealed record RemoveContainer(ContainerTarget Target, bool Volumes, bool Force) : OnContainer(Target)
    {
        /// <summary>It takes the place of a stop without a grace period, too.</summary>
        public bool IsKill { get; init; }
    }

    public sealed record RenameContainer(ContainerTarget Target, string Name) : OnContainer(Target);

    /// <summary>
    /// A post_start or pre_stop command in the container. If it is not <paramref name="Required"/>, a failure is a warning.
    /// </summary>
    public sealed record RunHook(ContainerTarget Target, HookKind Kind, int Index, Hook Hook, bool Required) : OnContainer(Target);

    /// <summary>
    /// A pre_start command in a container of its own, with the volumes of <paramref name="Target"/>: created, started, awaited, and removed
    /// after success.
    /// </summary>
    public sealed record RunPreStart(ContainerTarget Target, Service Service, int Index, Hook Hook, ContainerSpec Container)
        : OnContainer(Target);

    /// <summary>
    /// <paramref name="For"/> are the services that wait, for messages. If it is not <paramref name="Required"/>, a condition that can no
    /// longer be met is a warning. Without a <paramref name="Timeout"/> the wait has no end.
    /// </summary>
    public sealed record AwaitCondition(
        ContainerTarget Target, AwaitedCondition Condition, bool Required, ImmutableArray<string> For, TimeSpan? Timeout)
        : OnContainer(Target)
    {
        /// <summary>How long a container without a health check has to run before it counts as running.</summary>
        public TimeSpan Stable { get; init; }
    }

    /// <summary><paramref name="Tolerated"/>: a failure is a warning, because the image can be built or an older one exists.</summary>
    public sealed record PullImage(string Reference, string? Platform, ImmutableArray<string> Services, bool Tolerated) : Operation
    {
        /// <summary>The digest in ncompose.lock: this content is pulled and tagged with the reference.</summary>
        public string? Pin { get; init; }

        /// <summary>
        /// The pull policy depends on the time of the last pull. The engine records only tagging, so the image is tagged again.
        /// </summary>
        public bool HasWindow { get; init; }
    }

    public sealed record PushImage(string Reference, ImmutableArray<string> Services, bool Tolerated) : Operation;

    public sealed record BuildImage(string Service, string Reference) : Operation;

    public sealed record RemoveImage(string Reference) : Operation;

    /// <summary>A pause between two batches of an update.</summary>
    public sealed record Delay(string Service, TimeSpan Time) : Operation;

    public sealed record PullModel(ComposeProject Project, ModelDefinition Model) : Operation;

    /// <summary>Tells the model runner how to run a model. It keeps no settings over a restart, so each run tells it again.</summary>
    public sealed record ConfigureModel(ComposeProject Project, ModelDefinition Model) : Operation;

    public sealed record RunProvider(ComposeProject Project, Service Service, ProviderVerb Verb) : Operation;

    /// <summary>The target of an operation on an existing container.</summary>
    public ContainerTarget? AboutContainer => (this as OnContainer)?.Target;

    /// <summary>The type's name: `CreateContainer`.</summary>
    public string TypeName => GetType().Name;

    public Resource Resource => this switch
    {
        OnContainer o => new Resource(ResourceKind.Container, o.Target.Name),
        CreateContainer o => new Resource(ResourceKind.Container, o.Container.Name),
        CreateNetwork o => new Resource(ResourceKind.Network, o.Network.Name),
        RemoveNetwork o => new Resource(ResourceKind.Network, o.Network.Name),
        CreateVolume o => new Resource(ResourceKind.Volume, o.Volume.Name),
        RemoveVolume o => new Resource(ResourceKind.Volume, o.Name),
        PullImage o => new Resource(ResourceKind.Image, o.Reference),
        PushImage o => new Resource(ResourceKind.Image, o.Reference),
        BuildImage o => new Resource(ResourceKind.Image, o.Reference),
        RemoveImage o => new Resource(ResourceKind.Image, o.Reference),
        RunProvider o => new Resource(ResourceKind.Provider, o.Service.Name),
        PullModel o => new Resource(ResourceKind.Model, o.Model.Key),
        ConfigureModel o => new Resource(ResourceKind.Model, o.Model.Key),
        Delay o => new Resource(ResourceKind.Service, o.Service),
        _ => StackResource ?? throw new UnreachableException(),
    };

    /// <summary>The service that the operation belongs to, if any.</summary>
    public string? AboutService => this switch
    {
        OnContainer o => o.Target.Service,
        CreateContainer o => o.Container.Service.Name,
        BuildImage o => o.Service,
        RunProvider o => o.Service.Name,
        Delay o => o.Service,
        OnService { Key.Length: > 0 } o => o.Key,
        _ => null,
    };

    /// <summary>Needs no slot of the scheduler, because it mostly waits for the engine, a registry or the user's program.</summary>
    public bool Waits => this is AwaitCondition or StopContainer or RestartContainer or RunHook or RunPreStart or RunProvider
        or PullModel or ConfigureModel or PullImage or PushImage or BuildImage or Delay or AwaitService or AwaitTasksGone;

    /// <summary>The steps that create what this operation uses; the plan adds them as edges.</summary>
    public IEnumerable<StepId> References()
    {
        if (AboutContainer?.Container.Maker is { } maker)
            yield return maker;
        if (this is ConnectNetwork { Endpoint.Network.Maker: { } made })
            yield return made;
        if (this is DisconnectNetwork { Network.Maker: { } left })
            yield return left;
        if (this is RunPreStart hook)
            foreach (var step in hook.Container.Makers())
                yield return step;
        if (this is CreateContainer create)
            foreach (var step in create.Container.Makers())
                yield return step;
    }
}
