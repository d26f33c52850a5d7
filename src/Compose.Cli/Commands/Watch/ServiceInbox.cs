using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Compose.Watch.Changes;

namespace Compose.Cli.Commands.Watch;

/// <summary>What happens to a service while it is busy: all of it is one turn.</summary>
internal sealed class ServiceInbox
{
    private const int MostRetries = 8;

    /// <summary>An engine refuses for moments, while a container starts or stops. Each wait is twice as long as the one before.</summary>
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(400);

    /// <summary>The engine reports no changes of files in containers.</summary>
    private static readonly TimeSpan BackInterval = TimeSpan.FromSeconds(2);

    private readonly Channel<byte> _mail =
        Channel.CreateBounded<byte>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Lock _gate = new();
    private readonly ITimer _retry;
    private readonly HashSet<string> _started = new(StringComparer.Ordinal);
    private ChangeBatch? _batch;
    private bool _hasNews;
    private bool _looksBack;
    private int _retries;

    public ServiceInbox() => _retry = TimeProvider.System.CreateTimer(
        _ => Post(() => _hasNews = true), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Post(ChangeBatch batch) => Post(() => (_batch, _hasNews, _retries) = (Merge(_batch, batch), true, 0));

    /// <summary>A container was made, or was started when its id is given.</summary>
    public void PostContainer(string? started) => Post(() =>
    {
        (_hasNews, _retries) = (true, 0);
        if (started is not null)
            _started.Add(started);
    });

    /// <summary>What could not be done waits for the next turn with news.</summary>
    public void Return(ChangeBatch? batch, IReadOnlyCollection<string> started)
    {
        lock (_gate)
        {
            _started.UnionWith(started);
            if (batch is not null)
                _batch = _batch is null ? batch : Merge(batch, _batch);
        }
    }

    /// <summary>Another turn soon, unless many have failed since something happened.</summary>
    public void RetryLater()
    {
        lock (_gate)
            if (!_hasNews && _retries < MostRetries)
                _retry.Change(FirstRetry * Math.Pow(2, _retries++), Timeout.InfiniteTimeSpan);
    }

    public async IAsyncEnumerable<WatchTurn> ReadAsync(bool looksBack, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var retry = _retry;
        await using var back = looksBack
            ? TimeProvider.System.CreateTimer(_ => Post(() => _looksBack = true), null, BackInterval, BackInterval) : null;
        await foreach (var _ in _mail.Reader.ReadAllAsync(cancellationToken))
            yield return Take();
    }

    private void Post(Action change)
    {
        lock (_gate)
            change();
        _mail.Writer.TryWrite(0);
    }

    private WatchTurn Take()
    {
        lock (_gate)
        {
            var turn = _hasNews
                ? new WatchTurn(_batch, _started.ToHashSet(StringComparer.Ordinal), HasNews: true, IsRetry: _retries > 0, _looksBack)
                : new WatchTurn(null, new HashSet<string>(), HasNews: false, IsRetry: false, _looksBack);
            if (_hasNews)
            {
                _batch = null;
                _started.Clear();
            }

            (_hasNews, _looksBack) = (false, false);
            return turn;
        }
    }

    private static ChangeBatch Merge(ChangeBatch? older, ChangeBatch newer) => older is null ? newer : new ChangeBatch(
        [.. older.Paths.Union(newer.Paths, StringComparer.Ordinal)],
        [.. older.RescanRoots.Union(newer.RescanRoots, StringComparer.Ordinal)],
        older.FirstSeen);
}
