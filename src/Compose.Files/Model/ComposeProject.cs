using System.Collections.Immutable;

namespace Compose.Files.Model;

/// <summary>What the files declare, whole and checked: nothing after this looks at YAML to decide something.</summary>
public sealed record ComposeProject
{
    public required string Name { get; init; }

    /// <summary>Absolute.</summary>
    public required string Directory { get; init; }

    /// <summary>Absolute paths in the order of the merge; `-` is stdin.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>The services that are enabled and selected.</summary>
    public NamedMap<Service> Services { get; init; } = NamedMap<Service>.Empty;

    /// <summary>Declared, but off: by profile or because they were not selected.</summary>
    public NamedMap<Service> DisabledServices { get; init; } = NamedMap<Service>.Empty;

    /// <summary>The jobs that are enabled; their services are among <see cref="Services"/> only where a command asks for that.</summary>
    public NamedMap<Job> Jobs { get; init; } = NamedMap<Job>.Empty;

    public NamedMap<Network> Networks { get; init; } = NamedMap<Network>.Empty;
    public NamedMap<Volume> Volumes { get; init; } = NamedMap<Volume>.Empty;
    public NamedMap<FileObject> Secrets { get; init; } = NamedMap<FileObject>.Empty;
    public NamedMap<FileObject> Configs { get; init; } = NamedMap<FileObject>.Empty;
    public NamedMap<ModelDefinition> Models { get; init; } = NamedMap<ModelDefinition>.Empty;

    /// <summary>`x-ncompose.target`: where the project runs unless the command line or NCOMPOSE_TARGET name another target.</summary>
    public DeployTarget? Target { get; init; }

    /// <summary>`x-ncompose.nodes`: the addresses or docker contexts of the engines of a swarm by the names of the nodes.</summary>
    public NamedMap<string> NodeHosts { get; init; } = NamedMap<string>.Empty;

    /// <summary>`x-ncompose.watch.poll`: watch looks at the files at this interval in place of waiting for events.</summary>
    public TimeSpan? WatchPoll { get; init; }

    /// <summary>`-`, or `_` in compatibility mode.</summary>
    public string Separator { get; init; } = "-";

    /// <summary>The variables of the interpolation: what bare environment keys and `environment:` sources are read from.</summary>
    public NamedMap<string> Environment { get; init; } = NamedMap<string>.Empty;
}
