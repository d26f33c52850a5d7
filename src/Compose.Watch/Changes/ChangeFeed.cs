using System.Runtime.CompilerServices;
using Compose.Watch.Rules;

namespace Compose.Watch.Changes;

/// <summary>Changes below the roots of a set of rules, in batches.</summary>
public sealed class ChangeFeed : IAsyncDisposable
{
    private static readonly TimeSpan ClockInterval = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly WatchSet _set;
    private readonly PendingChanges _pending;
    private readonly IChangeSource _source;
    private readonly TimeProvider _time;
    private readonly ITimer _clock;
    private TimeSpan _offset;

    private ChangeFeed(WatchSet set, ChangeFeedOptions options)
    {
        (_set, _time) = (set, options.Time);
        var roots = set.Rules.Select(rule => rule.Root).Distinct(StringComparer.Ordinal).ToList();
        _pending = new PendingChanges(set, GitLocks.Of(roots, _time), options);
        var polling = new PollingSource(set, _pending, options.Poll ?? PollingSource.UsualInterval, _time);
        _source = options.Poll is not null ? polling.Watching(roots)
            : OperatingSystem.IsLinux() ? new InotifySource(set, roots, _pending, polling)
            : new FrameworkSource(roots, _pending, polling);
        _offset = Offset();
        _source.Start();
        _clock = _time.CreateTimer(_ => LookAtClock(), null, ClockInterval, ClockInterval);
    }

    /// <summary>How many folders are watched by events.</summary>
    public int WatchCount => _source.WatchCount;

    /// <summary>Begins to watch. What changes after the return of this call is in a batch.</summary>
    public static ChangeFeed Start(WatchSet set, ChangeFeedOptions options) => new(set, options);

    /// <summary>
    /// The batches as they come, for one reader. Ends only when it is cancelled. Changes that come while the reader is busy are in its
    /// next batch.
    /// </summary>
    public async IAsyncEnumerable<ChangeBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (; ; )
            yield return await _pending.TakeAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _clock.DisposeAsync();
        await _source.DisposeAsync();
        _pending.Dispose();
    }

    /// <summary>The clock of the day goes on while the machine is suspended, the other one does not.</summary>
    private TimeSpan Offset() => TimeSpan.FromTicks(_time.GetUtcNow().Ticks) - _time.GetElapsedTime(0);

    private void LookAtClock()
    {
        var offset = Offset();
        var passed = offset - _offset;
        _offset = offset;
        if (passed.Duration() < Pause)
            return;
        _source.Refresh();
        foreach (var rule in _set.Rules)
            _pending.ChangedBelow(rule.Root);
    }
}
