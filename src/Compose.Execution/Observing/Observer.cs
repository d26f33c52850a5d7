using System.Collections.Immutable;
using Compose.Engine;
using Compose.Engine.Gaps;
using Compose.Engine.Transport;
using Compose.Files.Model;
using Compose.Planning.Naming;
using Compose.Planning.Observed;
using Docker.DotNet.Models;

namespace Compose.Execution.Observing;

/// <summary>
/// Looks at what is on the engine: three lists, asked for together, whatever the size of the project. Nothing is inspected one by one: what
/// a list lacks is read from what it says for people. (The exception: what names containers in its modes, see
/// <see cref="NamedContainers"/>.)
/// </summary>
public static class Observer
{
    public static async Task<ObservedState> ObserveAsync(
        EngineClient engine, string project, ComposeProject? declared, bool images = false, CancellationToken cancellationToken = default)
    {
        var ours = $"{LabelNames.Project}={project}";
        var containers = engine.ListContainersAsync(new Filters().Label(ours), all: true, cancellationToken: cancellationToken);
        var networks = engine.ListNetworksAsync(cancellationToken: cancellationToken);
        var volumes = engine.ListVolumesAsync(cancellationToken: cancellationToken);
        var built = images ? engine.ListImagesAsync(new Filters().Label(ours), cancellationToken: cancellationToken) : null;
        await Task.WhenAll([containers, networks, volumes, built ?? Task.CompletedTask]);
        var state = new ObservedState(project)
        {
            Containers = [.. (await containers).Where(container => container.State != "removing").Select(ContainerReading.Read)],
            Networks = [.. (await networks).Where(network => IsOurs(network.Labels) || IsNamed(network)).Select(Read)],
            Volumes = [.. (await volumes).Volumes.OrEmpty().Where(volume => IsOurs(volume.Labels) || IsVolumeNamed(volume)).Select(Read)],
            Images = built is null ? [] : [.. (await built).Select(Read)],
        };
        return declared is null ? state : await NamedContainers.AddAsync(engine, state, declared, cancellationToken);

        bool IsOurs(IDictionary<string, string>? labels) => labels.GetValueOrDefault(LabelNames.Project) == project;
        bool IsNamed(NetworkResponse network) =>
            declared?.Networks.Values.Any(own => own.Name == network.Name || own.Name == network.ID) ?? false;
        bool IsVolumeNamed(VolumeResponse volume) => declared?.Volumes.Values.Any(own => own.Name == volume.Name) ?? false;
    }

    /// <summary>What engines before 25.0 have in the place of no tag.</summary>
    private const string Untagged = "<none>:<none>";

    /// <summary>The images that were built for a project.</summary>
    internal static async Task<ImmutableArray<ObservedImage>> BuiltImagesAsync(
        EngineClient engine, string project, CancellationToken cancellationToken)
    {
        var ours = new Filters().Label($"{LabelNames.Project}={project}");
        return [.. (await engine.ListImagesAsync(ours, cancellationToken: cancellationToken)).Select(Read)];
    }

    internal static NamedMap<string> Labels(IDictionary<string, string>? labels) => new(labels.OrEmpty());

    private static ObservedNetwork Read(NetworkResponse network) => new(network.ID, network.Name)
    {
        Labels = Labels(network.Labels),
        Attributes = ResourceReading.Of(network),
        Pools = [.. (network.IPAM?.Config).OrEmpty().Select(Read)],
    };

    private static ObservedPool Read(IPAMConfig pool) =>
        new(NullIfEmpty(pool.Subnet), NullIfEmpty(pool.Gateway), NullIfEmpty(pool.IPRange));

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;

    private static ObservedVolume Read(VolumeResponse volume) => new(volume.Name)
    {
        Driver = volume.Driver,
        Labels = Labels(volume.Labels),
        Attributes = ResourceReading.Of(volume),
    };

    private static ObservedImage Read(ImagesListResponse image) => new(image.ID)
    {
        Tags = [.. image.RepoTags.OrEmpty().Where(tag => tag != Untagged)],
        Labels = Labels(image.Labels),
    };
}
