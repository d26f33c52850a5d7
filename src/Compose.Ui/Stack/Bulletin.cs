using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using Compose.Ui.Model;

namespace Compose.Ui.Stack;

/// <summary>
/// The newest document of each kind. A reader that is slow gets the newest one when it is ready, so nothing queues up for it.
/// </summary>
public sealed class Bulletin
{
    private readonly ConcurrentDictionary<string, (long Version, byte[] Json)> _newest = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Channel<bool>, bool> _readers = new();
    private long _version;

    public void Publish(UiDocument document)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(document, UiJson.Default.UiDocument);
        if (_newest.TryGetValue(document.Kind, out var before) && before.Json.AsSpan().SequenceEqual(json))
            return;
        _newest[document.Kind] = (Interlocked.Increment(ref _version), json);
        foreach (var reader in _readers.Keys)
            reader.Writer.TryWrite(true);
    }

    public void Clear() => _newest.Clear();

    /// <summary>What is known now, then what changes, until cancelled.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var seen = 0L;
        _readers[wake] = true;
        try
        {
            while (true)
            {
                var news = _newest.Values.Where(document => document.Version > seen).OrderBy(document => document.Version).ToList();
                foreach (var (version, json) in news)
                {
                    seen = version;
                    yield return json;
                }

                if (news.Count == 0)
                    await wake.Reader.ReadAsync(cancellationToken);
            }
        }
        finally
        {
            _readers.TryRemove(wake, out _);
        }
    }
}
