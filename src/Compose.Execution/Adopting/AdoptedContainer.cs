using System.Text.Json.Nodes;
using Compose.Engine.Gaps;
using Compose.Planning.Naming;
using Docker.DotNet.Models;

namespace Compose.Execution.Adopting;

/// <summary>A container as the engine shows it, and the image that it was created from.</summary>
internal sealed record AdoptedContainer(ContainerInspectResponse Inspected)
{
    private static readonly string[] EngineLabels = ["com.docker.compose.", LabelNames.OwnPrefix, "desktop.docker.io/"];

    /// <summary>Empty when the image is gone: then everything is written.</summary>
    public DockerOCIImageConfig Image { get; init; } = new();

    /// <summary>`linux/arm64` when the image is not for the engine's own architecture.</summary>
    public string? ForeignPlatform { get; init; }

    /// <summary>The image that the container's reference names now; null when there is none.</summary>
    public string? CurrentImage { get; init; }

    /// <summary>The MAC address that was asked for at creation.</summary>
    public string? MacAddress { get; init; }

    /// <summary>What is in it and not in its image, although it has not written that itself.</summary>
    public WrittenFiles Written { get; init; } = WrittenFiles.None;

    public string Id => Inspected.ID;
    public string Name => Inspected.Name.TrimStart('/');
    public string ShortId => Id[..Math.Min(12, Id.Length)];
    public ContainerConfig Config => Inspected.Config ?? new ContainerConfig();
    public HostConfig Host => Inspected.HostConfig ?? new HostConfig();
    public IDictionary<string, EndpointSettings> Endpoints => (Inspected.NetworkSettings?.Networks).OrEmpty();
    public IEnumerable<MountPoint> Mounts => Inspected.Mounts.OrEmpty();
    public string? Label(string name) => Config.Labels.GetValueOrDefault(name);

    public static bool IsUsers(string label) => !EngineLabels.Any(prefix => label.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>The address that was asked for at creation, which only the untyped answer has.</summary>
    public static string? MacAddressOf(JsonObject whole) => (string?)whole[nameof(Config)]?[nameof(MacAddress)];
}
