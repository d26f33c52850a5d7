using System.Collections.Immutable;
using System.Text.Json;

namespace Compose.Execution.Building;

/// <summary>What a bake came to: the services that it has results for, or why it failed.</summary>
internal sealed record BakeResult
{
    public ImmutableHashSet<string> Built { get; init; } = [];
    public string? Failure { get; init; }

    /// <summary>Whose image it failed on, where buildx says so.</summary>
    public string? FailedService { get; init; }

    public ImmutableArray<string> Details { get; init; } = [];

    public static BakeResult Of(JsonDocument? metadata, BakeFile file)
    {
        if (metadata is null)
            return new BakeResult();
        using (metadata)
            return new BakeResult
            {
                Built = [.. file.Targets.Where(target => metadata.RootElement.TryGetProperty(target.Value, out _))
                    .Select(target => target.Key)]
            };
    }

    /// <param name="words">What buildx printed besides the log of the steps.</param>
    /// <param name="tail">The last lines of the step that failed.</param>
    /// <param name="file">What was to be built.</param>
    public static BakeResult Failed(List<string> words, IEnumerable<string> tail, BakeFile file)
    {
        const string error = "ERROR: ";
        var sentence = words.FindLast(word => word.StartsWith(error, StringComparison.Ordinal))?[error.Length..]
            ?? words.LastOrDefault(word => word.Length > 0) ?? "failed to execute bake";
        var target = sentence.StartsWith("target ", StringComparison.Ordinal) && sentence.IndexOf(':') is > 0 and var colon
            ? sentence["target ".Length..colon] : null;
        var details = words.Where(
            word => word.Length > 0 && !word.StartsWith(error, StringComparison.Ordinal) && word != sentence
                && !word.StartsWith("-----", StringComparison.Ordinal));
        return new BakeResult
        {
            Failure = sentence,
            FailedService = target is null ? null : file.Targets.FirstOrDefault(item => item.Value == target).Key,
            Details = [.. details, .. tail],
        };
    }
}
