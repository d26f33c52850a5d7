namespace Compose.Execution.Copy;

/// <summary>
/// A folder by its path, for systems other than Linux: links are looked for before each step, so a process that swaps them meanwhile can
/// win.
/// </summary>
internal sealed class PathFolder(string path) : TargetFolder(path)
{
    public override EntryKind KindOf(string name)
    {
        var file = new FileInfo(At(name));
        return file.LinkTarget is not null ? EntryKind.Link : Directory.Exists(file.FullName) ? EntryKind.Folder : file.Exists
            ? EntryKind.File : EntryKind.None;
    }

    public override TargetFolder Enter(string name) =>
        KindOf(name) == EntryKind.Folder ? new PathFolder(At(name)) : throw new IOException($"{At(name)} is not a folder");

    public override void MakeFolder(string name, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(At(name));
        else
            Directory.CreateDirectory(At(name), mode);
    }

    public override FileStream Create(string name)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(At(name), options);
    }

    public override FileStream Read(string name) =>
        KindOf(name) == EntryKind.File ? File.OpenRead(At(name)) : throw new IOException($"{At(name)} is not a file");

    public override string LinkTarget(string name) => new FileInfo(At(name)).LinkTarget ?? "";

    public override void MakeLink(string name, string target, DateTimeOffset modified)
    {
        File.CreateSymbolicLink(At(name), target);
        File.SetLastWriteTimeUtc(At(name), modified.UtcDateTime);
    }

    /// <summary>The framework cannot make hard links: a copy has the same content.</summary>
    public override void MakeHardLink(string name, TargetFolder folder, string existing)
    {
        if (folder.KindOf(existing) == EntryKind.Link)
            File.CreateSymbolicLink(At(name), folder.LinkTarget(existing));
        else
            File.Copy(System.IO.Path.Combine(folder.Path, existing), At(name));
    }

    public override void Remove(string name) => File.Delete(At(name));

    public override void Adjust(UnixFileMode mode, DateTimeOffset modified)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path, mode);
        Directory.SetLastWriteTimeUtc(Path, modified.UtcDateTime);
    }

    public override void Dispose()
    {
    }

    private string At(string name) => System.IO.Path.Combine(Path, name);
}
