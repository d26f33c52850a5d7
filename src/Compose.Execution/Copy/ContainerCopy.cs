using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Docker.DotNet.Models;

namespace Compose.Execution.Copy;

/// <summary>
/// Files into a container and out of it. What the user got wrong is returned as a sentence; what the engine refuses is its error.
/// </summary>
public sealed class ContainerCopy
{
    private readonly EngineClient _engine;
    private readonly string _container;

    internal ContainerCopy(EngineClient engine, string container) => (_engine, _container) = (engine, container);

    /// <summary>A tar stream, unpacked in a folder of the container.</summary>
    public async Task<string?> UnpackAsync(Stream archive, string destination, bool copyOwners, CancellationToken cancellationToken)
    {
        var (path, stat) = await ResolveAsync(destination, cancellationToken);
        if (stat is not { IsDirectory: true })
            return $"destination \"{destination}\" must be a directory";
        await _engine.PutArchiveAsync(_container, path, archive, keepKinds: true, copyOwners, cancellationToken);
        return null;
    }

    /// <summary>
    /// <paramref name="source"/> is absolute; <paramref name="followLink"/> copies what a symbolic link points at, under the link's name.
    /// </summary>
    public async Task<string?> SendAsync(
        string source, string destination, bool followLink, bool copyOwners, CancellationToken cancellationToken)
    {
        var from = new CopyPath(source);
        if (LocalSource.Find(from, followLink) is not { } found)
            return $"lstat {from.Bare}: no such file or directory";
        var (path, stat) = await ResolveAsync(destination, cancellationToken);
        var (target, objection) = CopyTarget.Decide(
            from.Name, found.IsDirectory, new CopyPath(path), stat is not null, stat is { IsDirectory: true });
        if (target is null)
            return objection;
        await using var archive = ArchiveUpload.Of(found.Path, target.Top);
        try
        {
            await _engine.PutArchiveAsync(_container, target.Folder, archive.Stream, keepKinds: true, copyOwners, cancellationToken);
        }
        catch (EngineError) when (archive.Failure is { } failure)
        {
            // The archive could not be finished: why is ours to tell, not the engine's.
            return failure;
        }

        return archive.Failure;
    }

    /// <summary>A tar stream of a path, as the engine makes it.</summary>
    public async Task PackAsync(string source, bool followLink, Stream output, CancellationToken cancellationToken)
    {
        await using var download = await _engine.GetArchiveAsync(
            _container, await FollowAsync(source, followLink, cancellationToken), cancellationToken);
        await download.Tar.CopyToAsync(output, cancellationToken);
        await output.FlushAsync(cancellationToken);
    }

    /// <summary>
    /// <paramref name="destination"/> is absolute. <paramref name="skipped"/> is told of what a plain copy cannot make (devices, pipes).
    /// </summary>
    public async Task<string?> FetchAsync(
        string source, string destination, bool followLink, Action<string> skipped, CancellationToken cancellationToken)
    {
        var to = LocalDestination.Of(new CopyPath(destination));
        if (!Directory.Exists(to.Path.Parent))
            return $"invalid output path: directory \"{to.Path.Parent}\" does not exist";
        await using var download = await _engine.GetArchiveAsync(
            _container, await FollowAsync(source, followLink, cancellationToken), cancellationToken);
        var name = new CopyPath(source).Name;
        var (target, objection) = CopyTarget.Decide(name, download.Stat.IsDirectory, to.Path, to.Exists, to.IsDirectory);
        if (target is null)
            return objection;
        var isTopNamed = !new CopyPath(source).MeansContents && name != ".";
        return await ArchiveExtraction.UnpackAsync(
            download.Tar, target.Folder, target.Top, skip: isTopNamed ? 1 : 0, skipped, cancellationToken);
    }

    /// <summary>A path in the container, with a link at its end followed once, and what is there; nothing is no error yet.</summary>
    private async Task<(string Path, ContainerPathStatResponse? Stat)> ResolveAsync(string path, CancellationToken cancellationToken)
    {
        if (await StatAsync(path, cancellationToken) is not { } stat)
            return (path, null);
        if (!stat.IsLink || stat.LinkTarget.Length == 0)
            return (path, stat);
        var target = Target(path, stat);
        return (target, await StatAsync(target, cancellationToken));
    }

    private async Task<string> FollowAsync(string path, bool followLink, CancellationToken cancellationToken) =>
        followLink && await StatAsync(path, cancellationToken) is { IsLink: true, LinkTarget.Length: > 0 } stat ? Target(path, stat) : path;

    private static string Target(string path, ContainerPathStatResponse link) => link.LinkTarget.StartsWith('/')
        ? link.LinkTarget
        : new CopyPath(path).Parent.TrimEnd('/') + "/" + link.LinkTarget;

    private async Task<ContainerPathStatResponse?> StatAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await _engine.StatPathAsync(_container, path, cancellationToken);
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound)
        {
            // Not there: the copy makes it, or fails with the engine's words.
            return null;
        }
    }
}
