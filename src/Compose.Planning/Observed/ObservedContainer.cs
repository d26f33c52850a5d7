using System.Collections.Immutable;
using System.Globalization;
using Compose.Files.Model;
using Compose.Planning.Desired;

namespace Compose.Planning.Observed;

/// <summary>A container of the project as the engine shows it. What we once decided about it is in its labels, and only there.</summary>
public sealed record ObservedContainer
{
    public required string Id { get; init; }

    /// <summary>Without the engine's leading slash.</summary>
    public required string Name { get; init; }

    public NamedMap<string> Labels { get; init; } = NamedMap<string>.Empty;

    /// <summary>Those of the user and ours; empty where the engine does not list them.</summary>
    public NamedMap<string> Annotations { get; init; } = NamedMap<string>.Empty;

    public ContainerState State { get; init; }
    public HealthState Health { get; init; }
    public int ExitCode { get; init; }

    /// <summary>At least this long it has run, in whole seconds; null when it has run for a minute or more, or does not run.</summary>
    public TimeSpan? UpFor { get; init; }
    public DateTimeOffset Created { get; init; }

    /// <summary>The reference it was made from.</summary>
    public string Image { get; init; } = "";

    public ImmutableArray<ObservedEndpoint> Networks { get; init; } = [];
    public ImmutableArray<ObservedMount> Mounts { get; init; } = [];

    /// <summary>The ports of the host that it holds while it runs.</summary>
    public ImmutableArray<int> HostPorts { get; init; } = [];

    /// <summary>Values by attribute path ("environment.LOG") as the engine has them, for the old side of a reason; filled only when a plan is explained.</summary>
    public NamedMap<string> Attributes { get; init; } = NamedMap<string>.Empty;

    /// <summary>The ids behind `container:…` in its network, ipc and pid modes; read only where a file names containers there, and null otherwise.</summary>
    public ImmutableArray<string>? LeansOn { get; init; }

    /// <summary>It was made for the namespaces of a container, and this is not that one.</summary>
    public bool LeansOnAnother(string id) => LeansOn is { IsEmpty: false } known && !known.Contains(id);

    public string Service => Label(LabelNames.Service) ?? "";
    public string? ConfigHash => Label(LabelNames.ConfigHash);
    public string? ImageDigest => Label(LabelNames.Image);
    public string? ImageVolumeDigest => Label(LabelNames.ImageVolumeDigest);
    public DigestKey? Key => DigestKey.Of(Annotations, Labels);

    /// <summary>Of its label, or of what was read out of a container without that label.</summary>
    public string? ContentDigest { get => field ?? Label(LabelNames.ContentDigest); init; }

    public bool IsOneOff => Label(LabelNames.OneOff) == "True";

    /// <summary>The container of a pre_start hook: it belongs to a service but is none of its replicas.</summary>
    public bool IsHook => Labels.Contains(LabelNames.Hook);

    public int Number => int.TryParse(Label(LabelNames.Number), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>It has given its name to a successor that was not yet known to hold when the run was interrupted.</summary>
    public bool IsRetired => ContainerName.IsRetired(Id, Name);

    /// <summary>The name that it has when nobody is about to take its place.</summary>
    public string ProperName => ContainerName.Proper(Id, Name);

    /// <summary>Holds a process: stopping it means something.</summary>
    public bool IsActive => State is ContainerState.Running or ContainerState.Paused or ContainerState.Restarting;

    public string? Label(string name) => Labels.TryGet(name, out var value) ? value : null;
}
