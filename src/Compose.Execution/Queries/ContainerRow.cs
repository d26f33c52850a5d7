using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Naming;
using Compose.Planning.Observed;

namespace Compose.Execution.Queries;

/// <summary>A container as `ps` and its relatives show it: what a list of the engine says, typed.</summary>
public sealed record ContainerRow
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public string Image { get; init; } = "";
    public string ImageId { get; init; } = "";

    /// <summary>The platform of the image that it runs, where the engine tells.</summary>
    public Docker.DotNet.Models.Platform? ImagePlatform { get; init; }

    public string Command { get; init; } = "";
    public DateTimeOffset Created { get; init; }
    public ContainerState State { get; init; }

    /// <summary>The engine's sentence: "Up 3 seconds (healthy)".</summary>
    public string Status { get; init; } = "";

    public HealthState Health { get; init; }
    public int ExitCode { get; init; }
    public ImmutableArray<PublishedPort> Ports { get; init; } = [];
    public NamedMap<string> Labels { get; init; } = NamedMap<string>.Empty;
    public ImmutableArray<ObservedMount> Mounts { get; init; } = [];

    /// <summary>Mounts of volumes that the engine itself keeps.</summary>
    public int LocalVolumes { get; init; }

    public ImmutableArray<string> Networks { get; init; } = [];

    public string Project => Label(LabelNames.Project);
    public string Service => Label(LabelNames.Service);
    public bool IsOneOff => Label(LabelNames.OneOff) == "True";
    public int Number => int.TryParse(Label(LabelNames.Number), out var number) ? number : 0;

    public string Label(string name) => Labels.TryGet(name, out var value) ? value : "";
}
