using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Desired;

namespace Compose.Planning;

/// <summary>
/// What one step does. Closed: one record per engine call, wait or hook, with only the fields that it needs. Whoever runs it treats
/// "already so" as done and decides nothing.
/// </summary>
public abstract record Operation
{
    private Operation()
    {
    }

    public sealed record CreateNetwork(NetworkSpec Network) : Operation;

    /// <summary><paramref name="BestEffort"/>: still in use is a warning, not a failure.</summary>
    public sealed record RemoveNetwork(NetworkRef Network, bool BestEffort) : Operation;

    /// <summary>With the whole of the endpoint: aliases, addresses, MAC, driver options.</summary>
    public sealed record ConnectNetwork(ContainerTarget Target, EndpointSpec Endpoint) : Operation;

    public sealed record DisconnectNetwork(ContainerTarget Target, NetworkRef Network) : Operation;

    public sealed record CreateVolume(VolumeSpec Volume) : Operation;

    public sealed record RemoveVolume(string Name, bool BestEffort) : Operation;

    /// <summary>
    /// <paramref name="Name"/> is the name to create it under: a stand-in's, or the final one. Its result is the new container's id.
    /// </summary>
    public sealed record CreateContainer(ContainerSpec Container, string Name) : Operation;

    /// <summary>Configs and secrets that are not files on this machine, written into the created container before it starts.</summary>
    public sealed record InjectFiles(ContainerTarget Target, ImmutableArray<InjectedFile> Files) : Operation;

    public sealed record StartContainer(ContainerTarget Target) : Operation;

    /// <summary>A null <paramref name="Timeout"/> is the container's own.</summary>
    public sealed record StopContainer(ContainerTarget Target, TimeSpan? Timeout) : Operation;

    public sealed record KillContainer(ContainerTarget Target, string Signal) : Operation;

    public sealed record RestartContainer(ContainerTarget Target, TimeSpan? Timeout) : Operation;

    public sealed record PauseContainer(ContainerTarget Target) : Operation;

    public sealed record UnpauseContainer(ContainerTarget Target) : Operation;

    /// <summary><paramref name="Volumes"/>: its anonymous volumes go with it. <paramref name="Force"/>: even when it runs.</summary>
    public sealed record RemoveContainer(ContainerTarget Target, bool Volumes, bool Force) : Operation;

    public sealed record RenameContainer(ContainerTarget Target, string Name) : Operation;

    /// <summary>A post_start or pre_stop command in the container. Not <paramref name="Required"/>: that it fails is a warning.</summary>
    public sealed record RunHook(ContainerTarget Target, HookKind Kind, int Index, Hook Hook, bool Required) : Operation;

    /// <summary>
    /// A pre_start command in a container of its own, with the volumes and networks of <paramref name="Target"/>: created, started, waited
    /// for, and removed when it ended well. <paramref name="Networks"/> by priority.
    /// </summary>
    public sealed record RunPreStart(
        ContainerTarget Target, Service Service, int Index, Hook Hook, ImmutableArray<EndpointSpec> Networks, NamedMap<string> Labels) : Operation;

    /// <summary>
    /// <paramref name="For"/> are the services that wait, for the explanation. Not <paramref name="Required"/>: a condition that can no
    /// longer be met is a warning. A null <paramref name="Timeout"/> waits as long as it takes.
    /// </summary>
    public sealed record AwaitCondition(
        ContainerTarget Target, AwaitedCondition Condition, bool Required, ImmutableArray<string> For, TimeSpan? Timeout) : Operation
    {
        /// <summary>For how long a container without a health check has to run before it counts as running; zero: it counts at once.</summary>
        public TimeSpan Stable { get; init; }
    }

    /// <summary><paramref name="Tolerated"/>: a failure is a warning, for the image can be built, or there is an older one.</summary>
    public sealed record PullImage(string Reference, string? Platform, ImmutableArray<string> Services, bool Tolerated) : Operation
    {
        /// <summary>The digest that ncompose.lock names: that content is pulled, and gets the reference's name.</summary>
        public string? Pin { get; init; }

        /// <summary>Its policy asks when it was pulled last. The engine remembers that of names that are given, so it is given its name once more.</summary>
        public bool HasWindow { get; init; }
    }

    public sealed record PushImage(string Reference, ImmutableArray<string> Services, bool Tolerated) : Operation;

    public sealed record BuildImage(string Service, string Reference) : Operation;

    public sealed record RemoveImage(string Reference) : Operation;

    /// <summary>Between two groups of replicas of an update.</summary>
    public sealed record Delay(string Service, TimeSpan Time) : Operation;

    public sealed record RunProvider(Service Service, ProviderVerb Verb) : Operation;

    /// <summary>The container that the operation is about, if it is about one that exists before it.</summary>
    public ContainerTarget? AboutContainer => this switch
    {
        ConnectNetwork o => o.Target,
        DisconnectNetwork o => o.Target,
        InjectFiles o => o.Target,
        StartContainer o => o.Target,
        StopContainer o => o.Target,
        KillContainer o => o.Target,
        RestartContainer o => o.Target,
        PauseContainer o => o.Target,
        UnpauseContainer o => o.Target,
        RemoveContainer o => o.Target,
        RenameContainer o => o.Target,
        RunHook o => o.Target,
        RunPreStart o => o.Target,
        AwaitCondition o => o.Target,
        _ => null,
    };

    /// <summary>The type's name: `CreateContainer`.</summary>
    public string TypeName => GetType().Name;

    /// <summary>What it is about, in words: "container demo-web-1".</summary>
    public string Subject => this switch
    {
        CreateNetwork o => $"network {o.Network.Name}",
        RemoveNetwork o => $"network {o.Network.Name}",
        CreateVolume o => $"volume {o.Volume.Name}",
        RemoveVolume o => $"volume {o.Name}",
        CreateContainer o => $"container {o.Container.Name}",
        PullImage o => $"image {o.Reference}",
        PushImage o => $"image {o.Reference}",
        BuildImage o => $"image {o.Reference}",
        RemoveImage o => $"image {o.Reference}",
        RunProvider o => $"provider {o.Service.Name}",
        Delay o => $"service {o.Service}",
        _ => $"container {AboutContainer!.Name}",
    };

    /// <summary>The service that it belongs to, if to one.</summary>
    public string? AboutService => this switch
    {
        CreateContainer o => o.Container.Service.Name,
        BuildImage o => o.Service,
        RunProvider o => o.Service.Name,
        Delay o => o.Service,
        _ => AboutContainer?.Service,
    };

    /// <summary>Holds no slot while it runs: it only waits for the engine, a registry or the user's program.</summary>
    public bool Waits => this is AwaitCondition or StopContainer or RestartContainer or RunHook or RunPreStart or RunProvider or PullImage or PushImage or BuildImage or Delay;

    /// <summary>Every step that makes something this operation uses: edges that cannot be forgotten.</summary>
    public IEnumerable<StepId> References()
    {
        if (AboutContainer?.Container.Maker is { } maker)
            yield return maker;
        if (this is ConnectNetwork { Endpoint.Network.Maker: { } made })
            yield return made;
        if (this is DisconnectNetwork { Network.Maker: { } left })
            yield return left;
        if (this is RunPreStart hook)
            foreach (var endpoint in hook.Networks)
                if (endpoint.Network.Maker is { } network)
                    yield return network;
        if (this is CreateContainer create)
            foreach (var step in create.Container.Makers())
                yield return step;
    }
}
