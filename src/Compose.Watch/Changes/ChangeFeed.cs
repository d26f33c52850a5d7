using System.Runtime.CompilerServices;
using Compose.Watch.Rules;

namespace Compose.Watch.Changes;

/// <summary>Changes below the roots of a set of rules, in batches.</summary>
public sealed class ChangeFeed : IAsyncDisposable
{
    private ChangeFeed()
    {
    }

    /// <summary>How many folders are watched by events.</summary>
    public int WatchCount { get; }

    /// <summary>Begins to watch. What changes after the return of this call is in a batch.</summary>
    public static ChangeFeed Start(WatchSet set, ChangeFeedOptions options) => new();

    /// <summary>The batches as they come, for one reader. Ends only when it is cancelled.</summary>
    public async IAsyncEnumerable<ChangeBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        yield break;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
