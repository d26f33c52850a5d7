using Compose.Execution.Queries;
using Compose.Execution.Watching;
using Compose.Planning.Observed;
using Compose.Watch.Changes;
using Compose.Watch.Manifests;
using Compose.Watch.Rules;

namespace Compose.Cli.Commands.Watch;

/// <summary>A container of a watched service, what it holds, and what it still has to get.</summary>
internal sealed class SyncedContainer(ContainerRow row, SyncTarget target, SyncManifest manifest)
{
    /// <summary>Deletions that wait for the start of the container: no call of the engine deletes.</summary>
    private readonly HashSet<string> _owed = new(StringComparer.Ordinal);

    public ContainerRow Row { get; set; } = row;
    public bool IsRunning => Row.State == ContainerState.Running;
    public SyncManifest Manifest { get; } = manifest;

    public SyncChanges Compare(ServiceRule rule, ChangeBatch? batch) =>
        batch is null ? Manifest.Compare(rule) : Manifest.Compare(rule, batch);

    /// <summary>What is missing once the container has been started: everything in a tmpfs, elsewhere what changed since.</summary>
    public async Task<SyncChanges> LackedAfterStartAsync(ServiceRule rule, CancellationToken cancellationToken) =>
        await target.IsEmptyAfterStartAsync(rule.Rule.Target!, cancellationToken)
            ? new SyncChanges([.. rule.Entries()], []) : Manifest.Compare(rule);

    /// <summary>Deletes, then copies, because a new link may lead where an old folder was. Returns what could not be done.</summary>
    public async Task<string?> ApplyAsync(ServiceRule rule, SyncChanges changes, CancellationToken cancellationToken)
    {
        var failure = await DeleteAsync(changes.Delete, cancellationToken);
        if (failure is null && changes.Delete.Count > 0)
            Manifest.Record(changes with { Upload = [] });
        if (changes.Upload.Count == 0 || (!IsRunning && await target.IsEmptyAfterStartAsync(rule.Rule.Target!, cancellationToken)))
            return failure;
        _owed.ExceptWith(changes.Upload.Select(entry => entry.ContainerPath));
        var result = await target.UploadAsync(
            changes.Upload, rule.Rule.Target!, File.Exists(rule.Root), rule.Rule.Owner, cancellationToken);
        Manifest.Record(new SyncChanges(result.Written, []));
        return result.Problems.Count > 0 ? string.Join("; ", result.Problems) : failure;
    }

    /// <summary>Copies a file to the host when the container has written it later than the host.</summary>
    public Task<bool> FetchAsync(string source, string destination, CancellationToken cancellationToken) =>
        IsRunning ? target.FetchNewerAsync(source, destination, cancellationToken) : Task.FromResult(false);

    /// <summary>The container was started: what waited for it is deleted.</summary>
    public async Task<string?> StartedAsync(CancellationToken cancellationToken)
    {
        target.OnStart();
        if (_owed.Count == 0)
            return null;
        var paths = _owed.ToList();
        _owed.Clear();
        return await target.DeleteAsync(paths, cancellationToken);
    }

    private async Task<string?> DeleteAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        if (paths.Count == 0)
            return null;
        if (IsRunning)
            return await target.DeleteAsync(paths, cancellationToken);
        _owed.UnionWith(paths);
        return null;
    }
}
