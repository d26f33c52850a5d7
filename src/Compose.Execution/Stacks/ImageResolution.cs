using System.Collections.Immutable;
using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Execution.Building;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Planning.Swarm.Desired;
using Docker.DotNet.Models;

namespace Compose.Execution.Stacks;

/// <summary>Asks registries, through the engine, for the digests and platforms of images.</summary>
internal sealed class ImageResolution(EngineClient engine, RunnerSettings settings)
{
    /// <summary>An image whose registry does not answer has a warning: each node resolves the tag itself then.</summary>
    public async Task<(NamedMap<BoundImage> Images, NamedMap<Diagnostic> Unknown)> ResolveAsync(ImmutableArray<string> images,
        CancellationToken cancellationToken)
    {
        var answers = images.Zip(await Task.WhenAll(images.Select(image => ResolveAsync(image, cancellationToken)))).ToList();
        var found = answers.Where(pair => pair.Second.Image is not null)
            .Select(pair => KeyValuePair.Create(pair.First, pair.Second.Image!));
        var unknown = answers.Where(pair => pair.Second.Warning is not null)
            .Select(pair => KeyValuePair.Create(pair.First, pair.Second.Warning!));
        return (new NamedMap<BoundImage>(found), new NamedMap<Diagnostic>(unknown));
    }

    private async Task<(BoundImage? Image, Diagnostic? Warning)> ResolveAsync(string image, CancellationToken cancellationToken)
    {
        try
        {
            var credential = settings.Credential is { } find ? await find(image, cancellationToken) : null;
            var answer = await engine.InspectDistributionAsync(ServiceImage.Name(image), credential, cancellationToken);
            return (ServiceImage.Resolved(image, answer.Descriptor!.Digest, (answer.Platforms ?? []).Select(Platform)), null);
        }
        catch (EngineError error)
        {
            return (null, Diagnostic.Warning(
                DiagnosticCode.SwarmImageUnresolved,
                    $"image {image}: no registry tells its digest, so nodes may run different content: {error.Message}", default));
        }
    }

    /// <summary>Nodes report their kind of ARM in other words than registries, so it is left open.</summary>
    private static SwarmPlatform Platform(Platform platform) =>
        new() { OS = platform.OS, Architecture = platform.Architecture == "arm" ? null : platform.Architecture };
}
