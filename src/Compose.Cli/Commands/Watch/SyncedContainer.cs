using Compose.Execution.Queries;
using Compose.Execution.Watching;
using Compose.Host;
using Compose.Planning.Observed;
using Compose.Watch.Changes;
using Compose.Watch.Manifests;
using Compose.Watch.Rules;

namespace Compose.Cli.Commands.Watch;

/// <summary>A container of a watched service, what it holds, and what it still has to get.</summary>
internal sealed class SyncedContainer(ContainerRow row, SyncTarget target, SyncManifest manifest)
{
    /// <summary>Deletions that wait for the start of the container, because no call of the engine deletes, and those that failed.</summary>
    private readonly Dictionary<ServiceRule, HashSet<string>> _owed = [];

    private readonly HashSet<ServiceRule> _met = [];
    private bool _cannotDelete;

    public ContainerRow Row { get; set; } = row;
    public bool IsRunning => Row.State == ContainerState.Running;
    public SyncManifest Manifest { get; } = manifest;

    /// <summary>Whether it has got what it lacked of the rule when it was found.</summary>
    public bool HasMet(ServiceRule rule) => _met.Contains(rule);

    public void Meet(ServiceRule rule) => _met.Add(rule);

    /// <summary>What it lacks of a rule. As long as it does not run it can be given no deletion.</summary>
    public SyncChanges Compare(HostLook look, ServiceRule rule) =>
        Manifest.Compare(look, IsRunning ? _owed.GetValueOrDefault(rule) : null);

    /// <summary>Its own program may have changed owners, and what a tmpfs held is gone.</summary>
    public async Task StartedAsync(IEnumerable<ServiceRule> rules, CancellationToken cancellationToken)
    {
        target.OnStart();
        foreach (var rule in rules)
            foreach (var folder in await target.EmptiedByStartAsync(rule.Rule.Target!, cancellationToken))
                Manifest.Forget(folder);
    }

    /// <summary>Whether all of it goes where a start empties what is there.</summary>
    public async Task<bool> IsForMemoryAsync(SyncChanges changes, CancellationToken cancellationToken) =>
        changes.Delete.Count == 0 && (await target.LastingAsync(changes.Upload, cancellationToken)).Count == 0;

    /// <summary>Deletes, then copies, because a new link may lead where an old folder was.</summary>
    public async Task<SyncOutcome> ApplyAsync(ServiceRule rule, SyncChanges changes, CancellationToken cancellationToken)
    {
        var deletion = await DeleteAsync(rule, changes.Delete, cancellationToken);
        var upload = IsRunning ? changes.Upload : await target.LastingAsync(changes.Upload, cancellationToken);
        if (upload.Count == 0)
            return deletion;
        if (_owed.TryGetValue(rule, out var owed))
            owed.ExceptWith(upload.Where(entry => entry.Kind != FileKind.Folder).Select(entry => entry.ContainerPath));
        Manifest.Expect(upload);
        var result = await target.UploadAsync(
            upload, rule.Rule.Target!, File.Exists(rule.Root), rule.Rule.Owner, cancellationToken);
        Manifest.Record(new SyncChanges(result.Written, []));
        return result.Problems.Count == 0 ? deletion
            : new SyncOutcome(string.Join("; ", result.Problems), IsDone: result.Written.Count > 0 && deletion.IsDone);
    }

    /// <summary>
    /// Copies a file to the host when the container has written it later than the host. Returns why it cannot be copied, or when the copy
    /// was written.
    /// </summary>
    public async Task<FetchedFile> FetchAsync(ServiceRule rule, string path, CancellationToken cancellationToken)
    {
        if (!IsRunning || rule.ContainerPath(path) is not { } source)
            return default;
        var fetched = await target.FetchNewerAsync(source, path, cancellationToken);
        if (fetched.Modified is null)
            return fetched;

        // The container has what it wrote: to copy it there again would restart the service. A save that came since is not in it.
        var same = Manifest.Compare(rule, new ChangeBatch([path], [], TimeProvider.System.GetUtcNow()));
        if (fetched.IsFetched(path))
            Manifest.Record(same);
        return fetched;
    }

    /// <summary>A deletion that waits is not recorded: when watch ends before it, the next one finds it in the manifest.</summary>
    private async Task<SyncOutcome> DeleteAsync(ServiceRule rule, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        if (paths.Count == 0)
            return SyncOutcome.Done;
        if (!_owed.TryGetValue(rule, out var owed))
            _owed[rule] = owed = new HashSet<string>(StringComparer.Ordinal);
        owed.UnionWith(paths);
        if (!IsRunning)
            return SyncOutcome.Done;
        Manifest.Doubt(paths);
        var refusal = _cannotDelete ? null : await target.DeleteAsync(paths, cancellationToken);
        if (refusal is { IsFinal: false })
            return new SyncOutcome(refusal.Sentence, IsDone: false);
        _cannotDelete |= refusal is not null;
        Manifest.Record(new SyncChanges([], paths));
        owed.Clear();
        return new SyncOutcome(refusal?.Sentence, IsDone: true);
    }
}
