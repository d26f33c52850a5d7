namespace Compose.Execution.Copy;

/// <summary>A file, folder or symbolic link of this machine.</summary>
internal sealed record LocalSource(string Path, bool IsDirectory)
{
    /// <summary>A link is copied as a link, unless it is to be followed or the path says that a folder is meant.</summary>
    public static LocalSource? Find(CopyPath path, bool followLink)
    {
        var info = new FileInfo(path.Bare);
        if (info.LinkTarget is null)
            return Directory.Exists(path.Bare) ? new LocalSource(path.Bare, true) : info.Exists && !path.SaysDirectory
                ? new LocalSource(path.Bare, false) : null;
        if (!followLink && !path.SaysDirectory)
            return new LocalSource(path.Bare, false);
        return info.ResolveLinkTarget(returnFinalTarget: true) is { Exists: true } target
            ? new LocalSource(target.FullName, target is DirectoryInfo || Directory.Exists(target.FullName)) : null;
    }
}
