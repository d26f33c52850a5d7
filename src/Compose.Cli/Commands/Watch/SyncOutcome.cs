namespace Compose.Cli.Commands.Watch;

/// <summary>What became of changes for one container.</summary>
/// <param name="Failure">What could not be done, as a sentence.</param>
/// <param name="IsDone">False when it is to be tried again. Some failures are final.</param>
internal readonly record struct SyncOutcome(string? Failure, bool IsDone)
{
    public static readonly SyncOutcome Done = new(null, IsDone: true);
}
