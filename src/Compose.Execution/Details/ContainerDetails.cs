using System.Collections.Immutable;
using System.Globalization;
using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Execution.Waiting;
using Compose.Planning.Secrets;

namespace Compose.Execution.Details;

/// <summary>
/// What a list of containers does not have: when it started, what its probe last printed, and why it is not what it should be.
/// </summary>
public sealed record ContainerDetails
{
    private const int LongestOutput = 2000;
    private static readonly DateTimeOffset Never = new(1, 1, 2, 0, 0, 0, TimeSpan.Zero);

    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public long RestartCount { get; init; }

    /// <summary>Null without a health check, and before the first probe.</summary>
    public string? ProbeOutput { get; init; }

    public long? ProbeExitCode { get; init; }

    /// <summary>The sentences that a failed wait prints.</summary>
    public ImmutableArray<string> Explanation { get; init; } = [];

    /// <summary>Null when the container has gone.</summary>
    internal static async Task<ContainerDetails?> ReadAsync(EngineClient engine, string id, CancellationToken cancellationToken)
    {
        try
        {
            var container = await engine.InspectContainerAsync(id, cancellationToken: cancellationToken);
            var probe = (container.State?.Health?.Log).OrEmpty().LastOrDefault();
            return new ContainerDetails
            {
                StartedAt = Time(container.State?.StartedAt),
                FinishedAt = Time(container.State?.FinishedAt),
                RestartCount = container.RestartCount,
                ProbeOutput = probe is null ? null : Clipped(Redaction.ByShape.Text(probe.Output.Trim())),
                ProbeExitCode = probe?.ExitCode,
                Explanation = [.. WaitExplanation.Of(container)],
            };
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound)
        {
            // Removed since the list was made.
            return null;
        }
    }

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time > Never
            ? time : null;

    private static string Clipped(string text) => text.Length > LongestOutput ? text[..LongestOutput] + "…" : text;
}
