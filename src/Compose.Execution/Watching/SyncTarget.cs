using System.Text;
using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Execution.Copy;
using Compose.Execution.Sessions;
using Compose.Watch.Entries;

namespace Compose.Execution.Watching;

/// <summary>
/// Files of the host into one container. What cannot be done is returned as a sentence; what the engine refuses is an <see
/// cref="EngineError"/>. Not safe to use from several threads.
/// </summary>
public sealed class SyncTarget
{
    /// <summary>The system limits the length of all arguments of a program; the engine limits its requests.</summary>
    private const int LongestArguments = 64 * 1024;

    private readonly EngineClient _engine;
    private readonly string _container;
    private readonly OwnerLookup _owners;

    /// <summary>Paths with a mount in them that are not removed, which is said once.</summary>
    private readonly HashSet<string> _kept = new(StringComparer.Ordinal);

    /// <summary>Files that could not be read, as they were then: each is named once.</summary>
    private readonly Dictionary<string, EntryFacts> _unreadable = new(StringComparer.Ordinal);

    private TargetMounts? _mounts;

    internal SyncTarget(EngineClient engine, string container) =>
        (_engine, _container, _owners) = (engine, container, new OwnerLookup(engine, container));

    /// <summary>The container was started: its own program may have changed owners.</summary>
    public void OnStart() => _owners.Forget();

    /// <summary>The folders at or below a path that a start empties: those of a tmpfs.</summary>
    public async Task<IReadOnlyList<string>> EmptiedByStartAsync(string path, CancellationToken cancellationToken) =>
        [.. (await MountsAsync(cancellationToken)).MemoryIn(path)];

    /// <summary>The entries that outlive a stop.</summary>
    public async Task<IReadOnlyList<HostEntry>> LastingAsync(IReadOnlyList<HostEntry> entries, CancellationToken cancellationToken)
    {
        var mounts = await MountsAsync(cancellationToken);
        return [.. entries.Where(entry => !mounts.IsMemory(entry.ContainerPath))];
    }

    /// <summary>Copies a file to the host when it is newer than the host's.</summary>
    public Task<FetchedFile> FetchNewerAsync(string source, string destination, CancellationToken cancellationToken) =>
        NewerFile.FetchAsync(_engine, _container, source, destination, cancellationToken);

    /// <summary>Copies entries below one target. A folder comes before what is in it.</summary>
    /// <param name="entries">What to copy.</param>
    /// <param name="target">The target of the rule: a folder, or a file when the rule watches one file.</param>
    /// <param name="isFile">The rule watches one file.</param>
    /// <param name="owner">
    /// `USER` or `USER:GROUP` by name or number. Null: the owner of what is replaced, else of the folder, else the container's user.
    /// </param>
    /// <param name="cancellationToken">Ends the copy.</param>
    public async Task<UploadResult> UploadAsync(
        IReadOnlyList<HostEntry> entries, string target, bool isFile, string? owner, CancellationToken cancellationToken)
    {
        target = target.Length > 1 ? target.TrimEnd('/') : target;
        var top = isFile ? OwnerLookup.Parent(target) : target;
        var mounts = await MountsAsync(cancellationToken);
        var byProgram = entries.ToLookup(entry => mounts.NeedsProgram(entry.ContainerPath));
        var result = new UploadResult([], []);
        if (byProgram.Contains(false))
            result = await PutAsync([.. byProgram[false]], top, owner, cancellationToken);
        if (byProgram.Contains(true))
            result = result.And(await UnpackInsideAsync([.. byProgram[true]], top, owner, cancellationToken));
        return result;
    }

    /// <summary>Deletes paths with everything below, as root by `rm`: no call of the engine deletes.</summary>
    public async Task<DeletionRefusal?> DeleteAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var mounts = await MountsAsync(cancellationToken);
        var kept = paths.Where(path => mounts.MountIn(path) is not null).ToList();
        var failure = await RemoveAsync([.. paths.Except(kept, StringComparer.Ordinal)], cancellationToken);
        if (failure is not null)
            return failure;
        var news = kept.Where(_kept.Add).Select(path => $"{path} is not removed, because {mounts.MountIn(path)} is mounted in it").ToList();
        return news.Count > 0 ? new DeletionRefusal(string.Join("; ", news), IsFinal: false) : null;
    }

    private async Task<DeletionRefusal?> RemoveAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        foreach (var piece in Pieces(paths))
        {
            var (code, words) = await RunAsync(new ExecRequest(["rm", "-rf", "--", .. piece]) { User = "0" }, null, cancellationToken);
            if (code != 0 && IsMissing("rm", words))
                return new DeletionRefusal(
                    $"{Shown(paths)} cannot be removed, because the image has no rm; a recreated container has only what its image has",
                    IsFinal: true);
            if (code != 0 && !AreGone(words))
                return new DeletionRefusal($"{Shown(paths)} cannot be removed: {words}", IsFinal: false);
        }

        _owners.Forget();
        return null;
    }

    private async Task<TargetMounts> MountsAsync(CancellationToken cancellationToken)
    {
        if (_mounts is not null)
            return _mounts;
        var container = await _engine.InspectContainerAsync(_container, cancellationToken: cancellationToken);
        await UnfinishedDeletions.EndAsync(_engine, container, cancellationToken);
        return _mounts = new TargetMounts(container);
    }

    private async Task<UploadResult> PutAsync(
        IReadOnlyList<HostEntry> entries, string top, string? owner, CancellationToken cancellationToken)
    {
        FileOwner? chosen = null;
        if (owner is not null && (chosen = await AccountLookup.FindAsync(_engine, _container, owner, cancellationToken)) is null)
            return Failed($"the container has no user or group \"{owner}\"");
        await _owners.PrepareAsync([.. entries.Select(entry => entry.ContainerPath)], top, cancellationToken);
        var owned = new List<OwnedEntry>(entries.Count);
        foreach (var entry in entries)
            owned.Add(new OwnedEntry(entry, chosen ?? await _owners.ForAsync(entry.ContainerPath, top, cancellationToken)));

        // A target that does not exist has no owner: without a chosen one the engine gives it to the container's user. In one that exists
        // it is quicker to unpack there: the engine looks at each folder of each path.
        var missing = await MissingAsync(top, cancellationToken);
        var archive = new SyncArchive(missing.Count > 0 ? "/" : top, owned, missing, chosen);
        try
        {
            return await SendAsync(archive, cancellationToken);
        }
        catch (EngineError error) when (error.Kind is EngineErrorKind.NotFound && archive.Root != "/")
        {
            // The target was removed in the container since it was looked at.
            _owners.Forget();
            return await PutAsync(entries, top, owner, cancellationToken);
        }
    }

    private static string Shown(IReadOnlyList<string> paths) => paths.Count == 1 ? paths[0] : $"{paths[0]} and {paths.Count - 1} more";

    private static IEnumerable<List<string>> Pieces(IReadOnlyList<string> paths)
    {
        var piece = new List<string>();
        var length = 0;
        foreach (var path in paths)
        {
            if (length + path.Length > LongestArguments && piece.Count > 0)
            {
                yield return piece;
                (piece, length) = ([], 0);
            }

            piece.Add(path);
            length += Encoding.UTF8.GetByteCount(path) + 1;
        }

        if (piece.Count > 0)
            yield return piece;
    }

    private async Task<UploadResult> SendAsync(SyncArchive archive, CancellationToken cancellationToken)
    {
        var copyOwners = archive.Entries.Any(entry => entry.Owner is null);
        await using var upload = new ArchiveUpload(archive.WriteAsync);
        try
        {
            await _engine.PutArchiveAsync(_container, archive.Root, upload.Stream, keepKinds: false, copyOwners, cancellationToken);
        }
        catch (EngineError)
        {
            // When the archive could not be finished, the cause is on this side.
            if (await upload.EndAsync() is not { } failure)
                throw;
            return Failed(failure);
        }

        if (copyOwners || archive.Folders.Count > 0)
            _owners.Forget();
        else
            foreach (var entry in archive.Entries)
                _owners.Remember(entry.Entry.ContainerPath, entry.Owner!.Value);
        return await upload.EndAsync() is { } cause ? Failed(cause) : Done(archive);
    }

    private static UploadResult Failed(string problem) => new([], [problem]);

    private UploadResult Done(SyncArchive archive)
    {
        var news = archive.Unreadable.Where(item => _unreadable.GetValueOrDefault(item.Entry.Path) != item.Entry.Facts).ToList();
        news.ForEach(item => _unreadable[item.Entry.Path] = item.Entry.Facts);
        return new UploadResult(archive.Written, [.. news.Select(item => $"{item.Entry.Path} cannot be copied: {item.Reason}")]);
    }

    /// <summary>The folders above and with a target that does not exist, the upper ones first.</summary>
    private async Task<IReadOnlyList<string>> MissingAsync(string top, CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        for (var at = top; at != "/" && await _owners.OfAsync(at, cancellationToken) is null; at = OwnerLookup.Parent(at))
            missing.Insert(0, at);
        return missing;
    }

    private async Task<UploadResult> UnpackInsideAsync(
        IReadOnlyList<HostEntry> entries, string top, string? owner, CancellationToken cancellationToken)
    {
        var archive = new SyncArchive("/", [.. entries.Select(entry => new OwnedEntry(entry, null))], [], null);
        await using var upload = new ArchiveUpload(archive.WriteAsync);
        var command = new ExecRequest(["tar", "-x", "-o", "-f", "-", "-C", "/"]) { Interactive = true, User = owner ?? "" };
        var (code, words) = await RunAsync(command, upload.Stream, cancellationToken);
        return code switch
        {
            0 => await upload.EndAsync() is { } failure ? Failed(failure) : Done(archive),
            _ when IsMissing("tar", words) =>
                Failed($"nothing can be copied to {top}, because the engine cannot write there and the image has no tar"),
            _ => Failed($"nothing can be copied to {top}: {words}"),
        };
    }

    private async Task<(int Code, string Words)> RunAsync(ExecRequest request, Stream? input, CancellationToken cancellationToken)
    {
        using var output = new MemoryStream();
        try
        {
            var streams = new SessionStreams(input, output, output);
            var end = await new ExecSession(_engine, _container, request).RunAsync(streams, cancellationToken);
            return (end.ExitCode, Encoding.UTF8.GetString(output.ToArray()).Trim());
        }
        catch (EngineError error) when (IsMissing(request.Command[0], error.Message))
        {
            // Some engines refuse the start of a program that is missing, others end it with 126 or 127.
            return (127, error.Message);
        }
    }

    /// <summary>A container that starts or stops refuses programs for other reasons, with the same exit codes.</summary>
    private static bool IsMissing(string program, string refusal) =>
        (refusal.Contains($"\"{program}\"", StringComparison.Ordinal) || refusal.Contains($"`{program}`", StringComparison.Ordinal))
        && (refusal.Contains("executable file", StringComparison.Ordinal)
            || refusal.Contains("no such file", StringComparison.OrdinalIgnoreCase));

    /// <summary>Where a file has taken the place of a folder, nothing is below it any more; not every rm knows that.</summary>
    private static bool AreGone(string words) =>
        words.Length > 0 && words.Split('\n').All(line => line.TrimEnd().EndsWith("Not a directory", StringComparison.Ordinal));
}
