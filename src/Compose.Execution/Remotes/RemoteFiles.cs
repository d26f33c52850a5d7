using System.Collections.Immutable;
using Compose.Engine.Artifacts;
using Compose.Engine.Errors;
using Compose.Files.Environment;
using Compose.Files.Remotes;
using Compose.Host;

namespace Compose.Execution.Remotes;

/// <summary>
/// Fetches the remote files of one run, each reference once. A load asks in the middle of its work, so a fetch blocks it; it ends at the
/// limit of time or with the run.
/// </summary>
public sealed class RemoteFiles(RemoteSettings settings) : IRemoteFiles
{
    /// <summary>A registry could make up another include for each file that is read.</summary>
    public const int MostFiles = 100;

    private readonly Dictionary<string, RemoteFile> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, UsedRemote> _used = new(StringComparer.Ordinal);

    /// <summary>Ends a fetch: from the time that the run listens to Ctrl-C.</summary>
    public CancellationToken Stop { get; set; } = settings.Stop;

    /// <summary>What has been read so far, in the order of the references.</summary>
    public ImmutableArray<UsedRemote> Used => [.. _used.Values.OrderBy(remote => remote.Reference, StringComparer.Ordinal)];

    /// <summary>References that have no digest or commit of their own: the lock file can pin them.</summary>
    public ImmutableArray<UsedRemote> Moving => [.. Used.Where(remote => !NamesContent(remote.Reference))];

    public RemoteFile Fetch(string reference)
    {
        if (_files.TryGetValue(reference, out var file))
            return file;
        if (_files.Count == MostFiles)
            return RemoteFile.Failed($"this run has read {MostFiles} remote files already");
        return _files[reference] = Task.Run(() => TryFetchAsync(reference), Stop).GetAwaiter().GetResult();
    }

    /// <summary>Several references can choose folders of one commit: the nearest one names the file.</summary>
    public string? NameOf(string path)
    {
        var remotes = _used.Values.Where(remote => IsBelow(path, remote.Folder)).ToList();
        return (remotes.Where(remote => IsBelow(path, remote.Place)).MaxBy(remote => remote.Place.Length) ?? remotes.FirstOrDefault())
            is { } nearest ? $"{nearest.Name} {path[(nearest.Folder.Length + 1)..]}" : null;
    }

    private static bool IsBelow(string path, string folder) =>
        path.Length > folder.Length && path[folder.Length] == Path.DirectorySeparatorChar
            && path.StartsWith(folder, StringComparison.Ordinal);

    private static bool NamesContent(string reference) =>
        reference.StartsWith(RemoteReference.OciPrefix, StringComparison.Ordinal) ? reference.Contains('@', StringComparison.Ordinal)
            : GitReference.Parse(reference, out _) is { } git && GitFetch.IsCommit(git.Name);

    private async Task<RemoteFile> TryFetchAsync(string reference)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(settings.Limit);
        try
        {
            return await FetchAsync(reference, limit.Token);
        }
        catch (OperationCanceledException) when (!Stop.IsCancellationRequested)
        {
            return RemoteFile.Failed(
                $"it took longer than {settings.Limit.TotalSeconds:0} seconds (see {EnvironmentNames.RemoteTimeout.Name})");
        }
        catch (Exception failure) when (failure is RemoteFailure or RegistryFailure or EngineError)
        {
            return RemoteFile.Failed(failure.Message);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // The machine refuses to write the cache, or to start git.
            return RemoteFile.Failed(refusal.Message.ReplaceLineEndings(" "));
        }
    }

    private async Task<RemoteFile> FetchAsync(string reference, CancellationToken cancellationToken)
    {
        var shown = RemoteReference.Shown(reference);
        var isOci = reference.StartsWith(RemoteReference.OciPrefix, StringComparison.Ordinal);
        Demand(isOci ? EnvironmentNames.OciRemote : EnvironmentNames.GitRemote, isOci ? "OCI" : "git");
        var pin = settings.Pins.GetValueOrDefault(shown);
        if (settings.Frozen && pin is null && !NamesContent(reference))
            throw new RemoteFailure("it is not in ncompose.lock; run `ncompose lock`");
        if (pin is not null && !(isOci ? ArtifactName.IsDigest(pin) : GitFetch.IsCommit(pin)))
            throw new RemoteFailure($"ncompose.lock has no {(isOci ? "digest" : "commit")} for it; run `ncompose lock --update`");
        var cache = RemoteCache.Of(settings.Environment);
        if (isOci)
        {
            var digest = await OrLastAsync(shown, cache, OciFetch.Mark, () => new OciFetch(settings, cache).FetchAsync(
                reference[RemoteReference.OciPrefix.Length..], pin, shown, cancellationToken));
            _used[shown] = new UsedRemote(shown, digest, cache.PathOf(digest));
            return new RemoteFile(Path.Combine(cache.PathOf(digest), OciFetch.ComposeFile), cache.PathOf(digest));
        }

        var wanted = GitFetch.Parsed(reference);
        var commit = await OrLastAsync(shown, cache, GitFetch.Mark,
            () => new GitFetch(settings, cache).FetchAsync(wanted, pin, shown, cancellationToken));
        var file = new RemoteFile(GitFetch.FileIn(cache.PathOf(commit), wanted), cache.PathOf(commit));
        _used[shown] = new UsedRemote(shown, commit, file.Root) { Place = Path.GetDirectoryName(file.Path)! };
        return file;
    }

    /// <summary>A command about what runs already works with what was read last when the other side gives nothing.</summary>
    private async Task<string> OrLastAsync(string shown, RemoteCache cache, string mark, Func<Task<string>> fetch)
    {
        if (settings.PrefersLastRead && cache.LastRead(shown, mark) is { } known)
            return known;
        try
        {
            var id = await fetch();
            cache.Remember(shown, id);
            return id;
        }
        catch (Exception failure) when (settings.TakesLastRead && !Stop.IsCancellationRequested
            && failure is RemoteFailure or RegistryFailure or OperationCanceledException)
        {
            if (cache.LastRead(shown, mark) is not { } last)
                throw;
            var why = failure is OperationCanceledException ? "no answer in time" : failure.Message;
            settings.Progress($"{new UsedRemote(shown, last, "").Name} is used as it was read last: {why}");
            return last;
        }
    }

    private void Demand(ProcessVariable name, string kind)
    {
        if (settings.Environment[name] is not { Length: > 0 } text)
            return;
        if (GoValue.ParseBool(text) is not { } isOn)
            throw new RemoteFailure(
                $"{name.Name} environment variable expects boolean value: strconv.ParseBool: parsing \"{text}\": invalid syntax");
        if (!isOn)
            throw new RemoteFailure($"{kind} remote resource is disabled by \"{name.Name}\"");
    }
}
