using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Docker.DotNet.Models;

namespace Compose.Execution.Adopting;

/// <summary>Reads from the engine what a compose file is written from. Changes nothing.</summary>
internal static class AdoptionReading
{
    public static async Task<AdoptedContainer[]> ContainersAsync(
        EngineClient engine, SystemInfoResponse info, IEnumerable<string> ids, CancellationToken cancellationToken) =>
        await Task.WhenAll(ids.Select(id => ContainerAsync(engine, info, id, cancellationToken)));

    public static async Task<AdoptionScope> ScopeAsync(
        EngineClient engine, string project, SystemInfoResponse info, IEnumerable<AdoptedContainer> adopted,
            CancellationToken cancellationToken)
    {
        var networks = engine.ListNetworksAsync(cancellationToken: cancellationToken);
        var volumes = engine.ListVolumesAsync(cancellationToken: cancellationToken);
        var containers = engine.ListContainersAsync(all: true, cancellationToken: cancellationToken);
        await Task.WhenAll(networks, volumes, containers);
        var scope = new AdoptionScope(project, info)
        {
            KnownNetworks = (await networks).GroupBy(network => network.Name, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal),
            KnownVolumes = (await volumes).Volumes.OrEmpty().ToDictionary(volume => volume.Name, StringComparer.Ordinal),
        };
        foreach (var other in (await containers).Where(other => adopted.All(one => one.Id != other.ID)))
            scope.NameOther(other.ID, Observing.ContainerReading.Name(other));
        return scope;
    }

    private static async Task<AdoptedContainer> ContainerAsync(EngineClient engine, SystemInfoResponse info, string id,
        CancellationToken cancellationToken)
    {
        var inspected = engine.InspectContainerAsync(id, cancellationToken: cancellationToken);
        var whole = engine.InspectWholeContainerAsync(id, cancellationToken);
        await Task.WhenAll(inspected, whole);
        var image = await ImageAsync(engine, (await inspected).Image, cancellationToken);
        var current = await ImageAsync(engine, (await inspected).Config?.Image ?? "", cancellationToken);
        return new AdoptedContainer(await inspected)
        {
            Image = image?.Config ?? new DockerOCIImageConfig(),
            ForeignPlatform = image is null ? null : Foreign(image, info),
            CurrentImage = current?.ID,
            MacAddress = AdoptedContainer.MacAddressOf(await whole),
            Written = await WrittenFiles.FindAsync(engine, await inspected, cancellationToken),
        };
    }

    private static async Task<InspectedImage?> ImageAsync(EngineClient engine, string name, CancellationToken cancellationToken)
    {
        if (name.Length == 0)
            return null;
        try
        {
            return await engine.InspectImageAsync(name, cancellationToken: cancellationToken);
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound)
        {
            // The image was removed, or its name was given to another one.
            return null;
        }
    }

    private static string? Foreign(InspectedImage image, SystemInfoResponse info)
    {
        var own = info.Architecture switch { "x86_64" => "amd64", "aarch64" => "arm64", "armv7l" => "arm", var other => other };
        if (image.Architecture is not { Length: > 0 } architecture || architecture == own)
            return null;
        return image.Variant is { Length: > 0 } variant ? $"{image.Os}/{architecture}/{variant}" : $"{image.Os}/{architecture}";
    }
}
