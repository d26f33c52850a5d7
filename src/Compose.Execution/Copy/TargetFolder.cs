namespace Compose.Execution.Copy;

/// <summary>
/// A folder that an archive is unpacked in. Every name is a single part of a path, and no symbolic link under it is followed.
/// </summary>
internal abstract class TargetFolder(string path) : IDisposable
{
    /// <summary>For messages only.</summary>
    public string Path { get; } = path;

    /// <summary>The folder that the user named: links in its path are followed.</summary>
    public static TargetFolder Open(string path) => OperatingSystem.IsLinux() ? DescriptorFolder.Open(path) : new PathFolder(path);

    public abstract EntryKind KindOf(string name);

    /// <summary>The folder below; an error when there is no folder of this name, or a link.</summary>
    public abstract TargetFolder Enter(string name);

    public abstract void MakeFolder(string name, UnixFileMode mode);

    /// <summary>A new file that only the user can read; an error when the name is in use.</summary>
    public abstract FileStream Create(string name);

    public abstract FileStream Read(string name);

    public abstract string LinkTarget(string name);

    public abstract void MakeLink(string name, string target, DateTimeOffset modified);

    /// <summary>A second name of a file or link.</summary>
    public abstract void MakeHardLink(string name, TargetFolder folder, string existing);

    /// <summary>Removes what is no folder.</summary>
    public abstract void Remove(string name);

    /// <summary>Sets mode and time of this folder.</summary>
    public abstract void Adjust(UnixFileMode mode, DateTimeOffset modified);

    public abstract void Dispose();
}
