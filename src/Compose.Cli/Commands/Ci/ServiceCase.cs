namespace Compose.Cli.Commands.Ci;

/// <summary>What became of one service in a run.</summary>
/// <param name="Service">The name of the service, or of the project for what belongs to no service.</param>
/// <param name="State">As `ps` has it: "running (healthy)".</param>
/// <param name="Failure">The sentence of what failed; null when nothing did.</param>
/// <param name="Details">Probes, last lines of the log.</param>
internal sealed record ServiceCase(string Service, string State, string? Failure = null, string Details = "")
{
    /// <summary>How long the steps of the service took, from the first to the last; null when none was carried out.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>Nothing failed, and nothing was started.</summary>
    public bool IsSkipped => Failure is null && State is ("not started" or "created");
}
