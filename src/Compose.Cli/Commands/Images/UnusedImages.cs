using System.Collections.Immutable;
using Compose.Cli.Context;
using Compose.Files;
using Compose.Files.Model;
using Compose.Planning.Naming;
using Compose.Planning.Observed;

namespace Compose.Cli.Commands.Images;

/// <summary>
/// Images that were built for services which the files no longer have. No command removes them, so they are named.
/// </summary>
internal static class UnusedImages
{
    /// <summary>
    /// The images that were built for the project: a question that need not wait for others. Without files nothing can be forgotten.
    /// </summary>
    public static async Task<ImmutableArray<ObservedImage>> LookAsync(CommandContext run, string project) =>
        run.Location.Files.IsEmpty ? [] : await run.Engine.BuiltImagesAsync(project, run.Stop);

    /// <summary>
    /// The files are only asked when an image belongs to none of the services that are known to be there, and in silence: the command does
    /// without them.
    /// </summary>
    public static void Report(CommandContext run, IReadOnlySet<string> known, ImmutableArray<ObservedImage> images)
    {
        if (images.Any(image => ServiceOf(image) is { } service && !known.Contains(service))
            && ComposeLoader.Load(
            run.Request with { ResolveEnvironment = false, CheckConsistency = false, WithJobs = true }).Project is { } declared)
            Report(run, declared, images);
    }

    public static void Report(CommandContext run, ComposeProject declared, IEnumerable<ObservedImage> images)
    {
        foreach (var image in images)
            if (ServiceOf(image) is { } service && !declared.Services.Contains(service) && !declared.DisabledServices.Contains(service))
                run.Reporter.Warn(
                    $"image {string.Join(", ", image.Tags)} was built for service \"{service}\", which the files no longer have; `docker rmi {image.Tags[0]}` removes it");
    }

    /// <summary>Null for what has lost its name: `images --prune` is for those.</summary>
    private static string? ServiceOf(ObservedImage image) =>
        !image.Tags.IsEmpty && image.Labels.TryGet(LabelNames.Service, out var service) ? service : null;
}
