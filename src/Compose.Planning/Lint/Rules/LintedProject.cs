using Compose.Files;
using Compose.Files.Diagnostics;
using Compose.Files.Normalizing;

namespace Compose.Planning.Lint.Rules;

/// <summary>The files of a project, loaded with all profiles, and what the rules find in them.</summary>
public sealed record LintedProject(LoadResult Loaded, IReadOnlyCollection<Diagnostic> Findings)
{
    public static LintedProject Of(LoadRequest request, CancellationToken cancellationToken = default)
    {
        request = request with { AllResources = true, ResolveEnvironment = false, WithJobs = true };
        var loaded = Load(request, cancellationToken);
        return new LintedProject(loaded, loaded.Diagnostics.HasErrors ? []
            : Linter.Run(RuleSet.All, loaded, build => DockerfileText.Of(build, request.FileSource)));
    }

    /// <summary>
    /// Services of different profiles may exclude each other, for example by one container name; then those of the active profiles count.
    /// </summary>
    private static LoadResult Load(LoadRequest request, CancellationToken cancellationToken)
    {
        var all = ComposeLoader.Load(request with { Profiles = ["*"], ProfilesAreAlternatives = true }, cancellationToken);
        return all.Diagnostics.HasErrors && MentionsProfiles(all) ? ComposeLoader.Load(request, cancellationToken) : all;
    }

    /// <summary>Without the word in any file the second load would find the same.</summary>
    private static bool MentionsProfiles(LoadResult loaded) =>
        loaded.Sources.All.Any(source => source.Text.Contains("profiles", StringComparison.Ordinal));
}
