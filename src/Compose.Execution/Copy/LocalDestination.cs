namespace Compose.Execution.Copy;

/// <summary>Where something goes on this machine; links that the user has put there himself are followed.</summary>
internal sealed record LocalDestination(CopyPath Path, bool Exists, bool IsDirectory)
{
    public static LocalDestination Of(CopyPath path)
    {
        var bare = path.Bare;
        if (new FileInfo(bare).LinkTarget is not null && new FileInfo(bare).ResolveLinkTarget(returnFinalTarget: true) is { } target)
            bare = target.FullName;
        var isDirectory = Directory.Exists(bare);
        return new LocalDestination(
            bare == path.Bare ? path : new CopyPath(path.SaysDirectory ? bare + "/" : bare), isDirectory || File.Exists(bare), isDirectory);
    }
}
