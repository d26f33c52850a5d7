using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Planning.Swarm.Binding;
using Compose.Planning.Swarm.Desired;

namespace Compose.Planning.Swarm.Checks;

/// <summary>What the swarm would refuse after it has made other things: long names, empty and large contents.</summary>
internal static class NameChecks
{
    private const int LongestService = 63;
    private const int LongestFile = 64;
    private const int LargestConfig = 1_023_999;
    private const int LargestSecret = 511_999;

    public static IEnumerable<Diagnostic> Of(ComposeProject project, ImmutableArray<StackFile> configs,
        ImmutableArray<StackFile> secrets) =>
    [
        .. project.Services.Values.Where(service => ServiceMapping.NameOf(project, service).Length > LongestService)
            .Select(service => TooLong($"service {ServiceMapping.NameOf(project, service)}", LongestService, service.NameSpan)),
        .. configs.SelectMany(file => Of(file, "config", LargestConfig)),
        .. secrets.SelectMany(file => Of(file, "secret", LargestSecret)),
    ];

    private static IEnumerable<Diagnostic> Of(StackFile file, string kind, int largest)
    {
        var place = file.File.Source?.Span ?? default;
        if (file.Bound.Name.Length > LongestFile)
            yield return TooLong($"{kind} {file.Bound.Name}", LongestFile, place);
        if (file is { IsMissing: true, File.Driver: null } && (file.Content.Length == 0 || file.Content.Length > largest))
            yield return Diagnostic.Error(
                DiagnosticCode.SwarmContentSize, $"{kind} {file.File.Key} has {file.Content.Length} bytes: a swarm keeps 1 to {largest}",
                    place,
                "wrong size", path: AttributePath.Of(kind + "s", file.File.Key));
    }

    private static Diagnostic TooLong(string what, int most, SourceSpan place) => Diagnostic.Error(
        DiagnosticCode.SwarmNameTooLong, $"the name of {what} is longer than the {most} characters that a swarm allows", place, "too long",
        "shorten the name of the stack or the key");
}
