using System.Collections.Immutable;
using Compose.Files;
using Compose.Files.Model;
using Compose.Planning.Graph;

namespace Compose.Planning.Desired;

/// <summary>The state that the files declare: a pure function of the project and its images.</summary>
public sealed record DesiredState
{
    public required ComposeProject Project { get; init; }
    public required DesiredOptions Options { get; init; }

    /// <summary>Dependencies first.</summary>
    public required ImmutableArray<ServiceSpec> Services { get; init; }

    public required ImmutableArray<NetworkSpec> Networks { get; init; }
    public required ImmutableArray<VolumeSpec> Volumes { get; init; }
    public required DependencyGraph Graph { get; init; }

    public Dialect Dialect => Options.Dialect;

    public static DesiredState Of(ComposeProject project, DesiredOptions options)
    {
        var graph = ServiceGraph.Of(project);
        return new DesiredState
        {
            Project = project,
            Options = options,
            Graph = graph,
            Services = [.. graph.Order().Select(name => ServiceSpecs.Of(project, project.Services[name], options))],
            Networks = [.. project.Networks.Values.Select(network => NetworkOf(project, network, options))],
            Volumes = [.. project.Volumes.Values.Select(volume => VolumeOf(project, volume, options))],
        };
    }

    public ServiceSpec? Find(string service) => Services.FirstOrDefault(spec => spec.Name == service);

    private static NetworkSpec NetworkOf(ComposeProject project, Network network, DesiredOptions options)
    {
        var hash = ConfigHashes.Of(network);
        return new NetworkSpec(network, hash, Labels.OfNetwork(project, network, hash, options));
    }

    private static VolumeSpec VolumeOf(ComposeProject project, Volume volume, DesiredOptions options)
    {
        var hash = ConfigHashes.Of(volume);
        return new VolumeSpec(volume, hash, Labels.OfVolume(project, volume, hash, options));
    }
}
