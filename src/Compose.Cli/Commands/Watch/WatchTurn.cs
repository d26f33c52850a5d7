using Compose.Watch.Changes;

namespace Compose.Cli.Commands.Watch;

/// <summary>What a service has to do next.</summary>
/// <param name="Batch">Changes of files.</param>
/// <param name="Started">The containers that were started.</param>
/// <param name="HasNews">False when it is only time to look for files of `back`, which repeats nothing that failed.</param>
/// <param name="IsRetry">Nothing has happened since the last turn, which failed.</param>
/// <param name="LooksBack">It is time to look for files of `back`.</param>
internal sealed record WatchTurn(ChangeBatch? Batch, IReadOnlySet<string> Started, bool HasNews, bool IsRetry, bool LooksBack);
