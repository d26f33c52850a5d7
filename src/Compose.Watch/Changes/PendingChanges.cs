using Compose.Watch.Entries;
using Compose.Watch.Rules;

namespace Compose.Watch.Changes;

/// <summary>
/// Collects changes that a rule matches until a batch is due: after a short quiet time, and not much later when they go on. While git
/// writes the working tree the batch grows.
/// </summary>
internal sealed class PendingChanges(WatchSet set, GitLocks git, ChangeFeedOptions options) : IChangeReceiver, IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestForGit = TimeSpan.FromSeconds(2);

    private readonly Lock _turn = new();
    private readonly SemaphoreSlim _arrived = new(0, 1);
    private readonly HashSet<string> _notices = new(StringComparer.Ordinal);
    private HashSet<string> _paths = new(StringComparer.Ordinal);
    private HashSet<string> _rescans = new(StringComparer.Ordinal);
    private DateTimeOffset _seen;
    private long _first;
    private long _last;

    public void Changed(string path)
    {
        if (set.Matches(path))
            Add(path, isRescan: false);
    }

    public void ChangedBelow(string path)
    {
        Changed(path);
        if (set.MayMatchBelow(path))
            Add(path, isRescan: true);
    }

    public void Notice(string text)
    {
        lock (_turn)
            if (!_notices.Add(text))
                return;
        options.OnNotice(text);
    }

    /// <summary>Waits for the next batch.</summary>
    public async ValueTask<ChangeBatch> TakeAsync(CancellationToken cancellationToken)
    {
        await _arrived.WaitAsync(cancellationToken);
        try
        {
            await UntilDueAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The changes wait for the next reader.
            _arrived.Release();
            throw;
        }

        return Take();
    }

    private async Task UntilDueAsync(CancellationToken cancellationToken)
    {
        var isCheckout = false;
        for (; ; )
        {
            var isLocked = git.IsHeld();
            isCheckout |= isLocked;
            var wait = Wait(isLocked, isCheckout ? LongestForGit : Longest);
            if (wait <= TimeSpan.Zero)
                return;
            await Task.Delay(wait, options.Time, cancellationToken);
        }
    }

    public void Dispose() => _arrived.Dispose();

    private void Add(string path, bool isRescan)
    {
        lock (_turn)
        {
            _last = options.Time.GetTimestamp();
            if (_paths.Count + _rescans.Count == 0)
            {
                (_first, _seen) = (_last, options.Time.GetUtcNow());
                _arrived.Release();
            }

            (isRescan ? _rescans : _paths).Add(path);
        }
    }

    private TimeSpan Wait(bool isLocked, TimeSpan longest)
    {
        lock (_turn)
        {
            var rest = longest - options.Time.GetElapsedTime(_first);
            var quiet = isLocked ? Quiet : Quiet - options.Time.GetElapsedTime(_last);
            return rest < quiet ? rest : quiet;
        }
    }

    private ChangeBatch Take()
    {
        lock (_turn)
        {
            var roots = FolderSet.Outermost([.. _rescans.Order(StringComparer.Ordinal)]);
            var batch = new ChangeBatch([.. _paths.Order(StringComparer.Ordinal)], roots, _seen);
            (_paths, _rescans) = (new(StringComparer.Ordinal), new(StringComparer.Ordinal));
            return batch;
        }
    }
}
