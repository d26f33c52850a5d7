using Compose.Host;
using Compose.Watch.Entries;
using Compose.Watch.Rules;

namespace Compose.Watch.Changes;

/// <summary>Looks at everything that matches below some folders, again and again: where events do not arrive.</summary>
internal sealed class PollingSource(WatchSet set, IChangeReceiver receiver, TimeSpan interval, TimeProvider time) : IChangeSource
{
    public static readonly TimeSpan UsualInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>A look that takes long is made less often.</summary>
    private const int LargestShare = 5;

    private readonly Lock _turn = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Dictionary<string, Seen> _seen = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _folders = new(StringComparer.Ordinal);
    private Task? _looking;
    private int _look;

    public int WatchCount => 0;

    public PollingSource Watching(IEnumerable<string> folders)
    {
        _folders.UnionWith(folders);
        return this;
    }

    /// <summary>Looks at one more folder from now on. Its present state is the first.</summary>
    public void Add(string folder)
    {
        lock (_turn)
        {
            if (_end.IsCancellationRequested || !_folders.Add(folder))
                return;
            Look(folder, static _ => { });
            _looking ??= LookAgainAsync();
        }
    }

    public void Start()
    {
        lock (_turn)
        {
            foreach (var folder in _folders)
                Look(folder, static _ => { });
            if (_folders.Count > 0)
                _looking ??= LookAgainAsync();
        }
    }

    public void Refresh()
    {
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        if (_looking is { } looking)
            await looking;
        _end.Dispose();
    }

    private async Task LookAgainAsync()
    {
        var wait = interval;
        try
        {
            for (; ; )
            {
                await Task.Delay(wait, time, _end.Token).ConfigureAwait(false);
                var begin = time.GetTimestamp();
                LookAtAll();
                var took = time.GetElapsedTime(begin) * LargestShare;
                wait = took > interval ? took : interval;
            }
        }
        catch (OperationCanceledException)
        {
            // The feed has ended.
        }
    }

    private void LookAtAll()
    {
        lock (_turn)
        {
            _look++;
            foreach (var folder in _folders)
                Look(folder, receiver.Changed);
            var gone = _seen.Where(entry => entry.Value.Look != _look).Select(entry => entry.Key).ToList();
            foreach (var path in gone)
            {
                _seen.Remove(path);
                receiver.Changed(path);
            }
        }
    }

    private void Look(string folder, Action<string> changed)
    {
        foreach (var rule in set.Rules)
        {
            foreach (var entry in rule.Entries(folder))
            {
                var facts = Fingerprint(entry.Facts);
                var isSame = _seen.TryGetValue(entry.Path, out var before) && before.Facts == facts;
                _seen[entry.Path] = new Seen(facts, _look);
                if (!isSame)
                    changed(entry.Path);
            }
        }
    }

    private static int Fingerprint(EntryFacts facts) =>
        facts.Kind == FileKind.Folder ? HashCode.Combine(facts.Kind, facts.Mode) : facts.GetHashCode();

    /// <summary>What was there, in the look of this number.</summary>
    private readonly record struct Seen(int Facts, int Look);
}
