using System.Formats.Tar;
using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Execution.Copy;

namespace Compose.Execution.Watching;

/// <summary>
/// Whom the files of a container belong to. The engine shows owners only in archives, so a file is asked for by the head of its archive,
/// and many files by the archive of their folder. Answers are kept until the container starts again.
/// </summary>
internal sealed class OwnerLookup(EngineClient engine, string container)
{
    private const int SingleLookups = 16;

    /// <summary>How much of a folder is read; what comes later gets its folder's owner.</summary>
    private const long ReadLimit = 64 * 1024 * 1024;

    private readonly Dictionary<string, FileOwner?> _known = new(StringComparer.Ordinal);

    public void Forget() => _known.Clear();

    public void Remember(string path, FileOwner owner) => _known[path] = owner;

    /// <summary>Looks up what is not known of these paths.</summary>
    public async Task PrepareAsync(IReadOnlyCollection<string> paths, string top, CancellationToken cancellationToken)
    {
        var unknown = paths.Where(path => !_known.ContainsKey(path)).ToList();
        if (unknown.Count > SingleLookups)
            await ReadAsync(top, unknown, cancellationToken);
        else
            foreach (var path in unknown)
                await OfAsync(path, cancellationToken);
    }

    /// <summary>
    /// The owner of the file that a copy replaces, else that of the nearest folder from <paramref name="top"/> on; null when there is none.
    /// </summary>
    public async Task<FileOwner?> ForAsync(string path, string top, CancellationToken cancellationToken)
    {
        for (var at = path; IsBelow(at, top); at = Parent(at))
            if (await OfAsync(at, cancellationToken) is { } owner)
                return owner;
        return null;
    }

    /// <summary>Null when nothing is there.</summary>
    public async Task<FileOwner?> OfAsync(string path, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(path, out var known))
            return known;
        FileOwner? found = null;
        await ReadAsync(path, entry =>
        {
            found = new FileOwner(entry.Uid, entry.Gid);
            return false;
        }, cancellationToken);
        return _known[path] = found;
    }

    public static string Parent(string path) => path.LastIndexOf('/') is > 0 and var at ? path[..at] : "/";

    private static bool IsBelow(string path, string top) =>
        path == top || path.StartsWith(top.TrimEnd('/') + "/", StringComparison.Ordinal);

    private async Task ReadAsync(string top, List<string> wanted, CancellationToken cancellationToken)
    {
        var left = wanted.ToHashSet(StringComparer.Ordinal);
        long size = 0;
        var isWhole = true;
        var above = Parent(top).TrimEnd('/');
        await ReadAsync(top, entry =>
        {
            var path = $"{above}/{entry.Name.TrimEnd('/')}";
            _known[path] = new FileOwner(entry.Uid, entry.Gid);
            left.Remove(path);
            size += entry.Length;
            isWhole = size < ReadLimit;
            return isWhole && left.Count > 0;
        }, cancellationToken);

        // What was not reached counts as missing, so that it gets the owner of its folder.
        foreach (var path in left)
            _known[path] = null;
    }

    /// <summary>Reads the archive of a path until the receiver has enough.</summary>
    private async Task ReadAsync(string path, Func<TarEntry, bool> receive, CancellationToken cancellationToken)
    {
        try
        {
            await using var download = await engine.GetArchiveAsync(container, path, cancellationToken);
            await using var reader = new TarReader(download.Tar, leaveOpen: true);
            while (await reader.NextAsync(cancellationToken) is { } entry)
                if (!receive(entry))
                    return;
        }
        catch (EngineError error) when (error.Kind is EngineErrorKind.NotFound)
        {
            // Nothing is there yet.
        }
        catch (Exception cut) when (cut is IOException or InvalidDataException)
        {
            // A file that changes while the engine reads it cuts the archive off. What came before holds.
        }
    }
}
