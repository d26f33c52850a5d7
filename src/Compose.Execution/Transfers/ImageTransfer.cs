using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Registry;
using Compose.Engine.Transport;
using Compose.Execution.Building;
using Docker.DotNet.Models;

namespace Compose.Execution.Transfers;

/// <summary>What commands ask of registries and of the engine's image store outside of a plan.</summary>
public sealed class ImageTransfer(EngineClient engine)
{
    /// <summary>Each reference in full and with its digest: the one that it has, or the registry's.</summary>
    public async Task<IReadOnlyDictionary<string, string>> PinAsync(
        IReadOnlyCollection<string> references, RunnerSettings settings, CancellationToken cancellationToken)
    {
        var wanted = references.Where(reference => !ImageName.HasDigest(reference)).ToList();
        var digests = await DigestsAsync(wanted, settings, cancellationToken);
        var pinned = wanted.Zip(digests)
            .ToDictionary(pair => pair.First, pair => $"{ImageName.InFull(pair.First)}@{pair.Second}", StringComparer.Ordinal);
        foreach (var reference in references.Where(ImageName.HasDigest))
            pinned[reference] = ImageName.InFull(reference);
        return pinned;
    }

    /// <summary>The digests that registries have under names, in their order: of the index, where an image has several platforms.</summary>
    public async Task<IReadOnlyList<string>> DigestsAsync(
        IReadOnlyList<string> references, RunnerSettings settings, CancellationToken cancellationToken)
    {
        var gates = new RegistryGates(settings.Transfers);
        return await Task.WhenAll(references.Select(async reference =>
        {
            using var place = await gates.EnterAsync(reference, cancellationToken);
            return await DigestAsync(reference, settings, cancellationToken);
        }));
    }

    private async Task<string> DigestAsync(string reference, RunnerSettings settings, CancellationToken cancellationToken)
    {
        var credential = settings.Credential is { } find ? await find(reference, cancellationToken) : null;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var found = await engine.InspectDistributionAsync(ImageName.InFull(reference), credential, cancellationToken);
                return found.Descriptor?.Digest is { Length: > 0 } digest ? digest
                    : throw EngineError.Of(EngineErrorKind.Failed, "the registry named no digest");
            }
            catch (EngineError error) when (TransferFailures.RetryAfter(error, attempt) is { } pause)
            {
                // As for a pull: the registry is busy, or the connection broke.
                await Task.Delay(pause, settings.Clock, cancellationToken);
            }
            catch (EngineError error)
            {
                // With the image that it was about; the engine's sentence alone may name none.
                throw EngineError.Of(error.Kind, $"failed to resolve digest for {ImageName.InFull(reference)}: {error.Message}", error);
            }
        }
    }

    public Task<Stream> SaveAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        engine.SaveImagesAsync(names, cancellationToken);

    /// <summary>Loads an archive and returns what the engine said of it: one line for every image.</summary>
    public async Task<IReadOnlyList<string>> LoadAsync(Stream archive, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        await foreach (var message in engine.LoadImagesAsync(archive, cancellationToken))
            if (message.Stream?.Trim() is { Length: > 0 } line)
                lines.Add(line);
        return lines;
    }

    /// <summary>Removes images that were built for this project and have lost their names to newer ones. Those still used stay.</summary>
    public async Task<ImagesPruneResponse> PruneAsync(string project, CancellationToken cancellationToken)
    {
        var dangling = new Filters().Add("dangling", "true").Label($"{Planning.Naming.LabelNames.Project}={project}");
        var report = await engine.PruneImagesAsync(dangling, cancellationToken);
        report.ImagesDeleted = report.ImagesDeleted.OrEmpty();
        return report;
    }
}
