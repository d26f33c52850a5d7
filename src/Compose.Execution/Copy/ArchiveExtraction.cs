using System.Formats.Tar;

namespace Compose.Execution.Copy;

/// <summary>
/// Unpacks an archive that is not to be trusted, below a folder that the user named. The folder is opened once, and everything is reached
/// from there without following links: nothing is written outside of it, whatever the archive holds, what stands there already, and what
/// other processes do meanwhile.
/// </summary>
/// <param name="folder">The folder that is there already.</param>
/// <param name="top">The name in <paramref name="folder"/> that the archive gets; `.` for none of its own.</param>
/// <param name="skip">How many parts of each name are left out.</param>
/// <param name="modes">The bits of modes that are taken over.</param>
/// <param name="skipped">Takes a line for each entry that is left out.</param>
public sealed class ArchiveExtraction(string folder, string top, int skip, UnixFileMode modes, Action<string> skipped) : IDisposable
{
    /// <summary>With the bits that make a program run as its owner.</summary>
    public const UnixFileMode AllModes = (UnixFileMode)0xFFF;

    /// <summary>Reading, writing and running for the owner, the group and others.</summary>
    public const UnixFileMode PlainModes = (UnixFileMode)0x1FF;

    private const UnixFileMode OnlyUser = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly TargetFolder _target = TargetFolder.Open(folder);
    private readonly string[] _top = top == "." ? [] : [top];
    private readonly List<(List<string> Parts, UnixFileMode Mode, DateTimeOffset Modified)> _folders = [];

    public void Dispose() => _target.Dispose();

    /// <summary>Unpacks a whole archive. Returns the sentence that says why it ended early; null when all is there.</summary>
    public static async Task<string?> UnpackAsync(
        Stream tar, string folder, string top, int skip, Action<string> skipped, CancellationToken cancellationToken)
    {
        try
        {
            using var extraction = new ArchiveExtraction(folder, top, skip, AllModes, skipped);
            await using var reader = new TarReader(tar, leaveOpen: true);
            while (await reader.NextAsync(cancellationToken) is { } entry)
                await extraction.ExtractAsync(entry, cancellationToken);
            extraction.Finish();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // The disk is full, a folder is not the user's to write, an entry is refused, or it is no archive.
            return e.Message;
        }
    }

    /// <summary>
    /// Makes what an entry says; false when it is left out. An entry that is refused is an <see cref="InvalidDataException"/>.
    /// </summary>
    public async Task<bool> ExtractAsync(TarEntry entry, CancellationToken cancellationToken)
    {
        if (entry.EntryType == TarEntryType.GlobalExtendedAttributes)
            return false;
        var parts = PlaceOf(entry, entry.Name);
        if (!CanBeMade(entry))
        {
            skipped($"{ArchiveName.Shown(entry.Name)} is left out: it is neither a file nor a folder nor a link");
            return false;
        }

        if (parts.Count == 0)
        {
            if (entry.EntryType != TarEntryType.Directory)
                throw Refused(entry, $"it would replace {_target.Path}");
            _folders.Add((parts, entry.Mode & modes, entry.ModificationTime));
            return true;
        }

        using var parent = new Reached(_target, Parent(entry, parts, make: true)!);
        await MakeAsync(entry, parent.Folder, parts, cancellationToken);
        return true;
    }

    /// <summary>Folders last and from the bottom: writing into them changes their times, and their modes may forbid it.</summary>
    public void Finish()
    {
        for (var i = _folders.Count - 1; i >= 0; i--)
        {
            var (parts, mode, modified) = _folders[i];
            var place = _target;
            foreach (var part in parts)
                place = Next(place, part);
            using var reached = new Reached(_target, place);
            place.Adjust(mode, modified);
        }
    }

    /// <summary>
    /// Why an entry cannot be made without losing what stands there: null when it can, or when the same is there already.
    /// </summary>
    public string? Conflict(TarEntry entry)
    {
        var parts = PlaceOf(entry, entry.Name);
        if (parts.Count == 0 || !CanBeMade(entry) || Parent(entry, parts, make: false) is not { } parent)
            return null;
        using var reached = new Reached(_target, parent);
        return IsTaken(entry, parent, parts[^1])
            ? $"{Shown(parent, parts[^1])} is there already, with other content; load in an empty folder"
            : null;
    }

    private async Task MakeAsync(TarEntry entry, TargetFolder parent, List<string> parts, CancellationToken cancellationToken)
    {
        var name = parts[^1];
        switch (entry.EntryType)
        {
            case TarEntryType.Directory:
                MakeFolder(parent, name);
                _folders.Add((parts, entry.Mode & modes, entry.ModificationTime));
                break;
            case TarEntryType.SymbolicLink:
                if (entry.LinkName.Length == 0 || entry.LinkName.Contains('\0'))
                    throw Refused(entry, "no link can lead to what it names");
                Clear(parent, name);
                parent.MakeLink(name, entry.LinkName, entry.ModificationTime);
                break;
            case TarEntryType.HardLink:
                MakeHardLink(entry, parent, parts);
                break;
            default:
                Clear(parent, name);
                await WriteAsync(entry, parent, name, cancellationToken);
                break;
        }
    }

    private async Task WriteAsync(TarEntry entry, TargetFolder parent, string name, CancellationToken cancellationToken)
    {
        await using var file = parent.Create(name);
        if (entry.DataStream is { } data)
            await data.CopyToAsync(file, cancellationToken);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file.SafeFileHandle, entry.Mode & modes);
        File.SetLastWriteTimeUtc(file.SafeFileHandle, entry.ModificationTime.UtcDateTime);
    }

    /// <summary>A second name of something below the same folder; links are not followed on the way to it.</summary>
    private void MakeHardLink(TarEntry entry, TargetFolder parent, List<string> parts)
    {
        var existing = ArchiveName.Parts(entry.LinkName) is { } named ? Placed(named) : [];
        if (existing.SequenceEqual(parts))
            return;
        if (existing.Count == 0 || Parent(entry, existing, make: false) is not { } other)
            throw NotInArchive(entry);
        using var reached = new Reached(_target, other);
        if (other.KindOf(existing[^1]) is not (EntryKind.File or EntryKind.Link))
            throw NotInArchive(entry);
        Clear(parent, parts[^1]);
        parent.MakeHardLink(parts[^1], other, existing[^1]);
    }

    private static void MakeFolder(TargetFolder parent, string name)
    {
        switch (parent.KindOf(name))
        {
            case EntryKind.Folder:
                return;
            case EntryKind.Link:
                parent.Remove(name);
                break;
            case EntryKind.None:
                break;
            default:
                throw new InvalidDataException($"cannot overwrite non-directory \"{Shown(parent, name)}\" with directory");
        }

        parent.MakeFolder(name, OnlyUser);
    }

    /// <summary>Makes room for something that is no folder.</summary>
    private static void Clear(TargetFolder parent, string name)
    {
        if (parent.KindOf(name) == EntryKind.Folder)
            throw new InvalidDataException($"cannot overwrite directory \"{Shown(parent, name)}\" with non-directory");
        parent.Remove(name);
    }

    private List<string> PlaceOf(TarEntry entry, string name) =>
        ArchiveName.Parts(name) is { } parts ? Placed(parts)
        : name.Contains('\0') ? throw Refused(entry, "no file can have this name")
        : throw Refused(entry, $"it leads out of {_target.Path}");

    private List<string> Placed(List<string> parts) => [.. _top, .. parts.Skip(skip)];

    /// <summary>
    /// The folder that an entry is in; null when it is not there and not to be made. Everything above it is a folder, too.
    /// </summary>
    private TargetFolder? Parent(TarEntry entry, List<string> parts, bool make)
    {
        var place = _target;
        foreach (var part in parts.SkipLast(1))
        {
            switch (place.KindOf(part))
            {
                case EntryKind.None when make:
                    place.MakeFolder(part, PlainModes);
                    break;
                case EntryKind.Folder:
                    break;
                case var kind:
                    var path = Shown(place, part);
                    new Reached(_target, place).Dispose();
                    return kind == EntryKind.None ? null
                        : throw Refused(entry, kind == EntryKind.Link ? $"{path} is a symbolic link" : $"{path} is not a folder");
            }

            place = Next(place, part);
        }

        return place;
    }

    private TargetFolder Next(TargetFolder place, string part)
    {
        using var left = new Reached(_target, place);
        return place.Enter(part);
    }

    private static bool IsTaken(TarEntry entry, TargetFolder parent, string name) => (parent.KindOf(name), entry.EntryType) switch
    {
        (EntryKind.None, _) or (EntryKind.Folder, TarEntryType.Directory) => false,
        (EntryKind.Link, TarEntryType.SymbolicLink) => parent.LinkTarget(name) != entry.LinkName,
        (EntryKind.File, TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile) =>
            !HasContent(parent, name, entry),
        _ => true,
    };

    private static bool HasContent(TargetFolder parent, string name, TarEntry entry)
    {
        using var file = parent.Read(name);
        return file.Length == entry.Length && SameContent.Of(file, entry.DataStream);
    }

    private static bool CanBeMade(TarEntry entry) => entry.EntryType switch
    {
        TarEntryType.Directory or TarEntryType.SymbolicLink or TarEntryType.HardLink => true,
        // Such a file comes as a list of its parts, which the framework does not put together.
        TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile =>
            entry is not PaxTarEntry pax
                || !pax.ExtendedAttributes.Keys.Any(key => key.StartsWith("GNU.sparse.", StringComparison.Ordinal)),
        _ => false,
    };

    private static string Shown(TargetFolder parent, string name) => ArchiveName.Shown(Path.Combine(parent.Path, name));

    private static InvalidDataException Refused(TarEntry entry, string why) =>
        new($"refused to unpack \"{ArchiveName.Shown(entry.Name)}\": {why}");

    private static InvalidDataException NotInArchive(TarEntry entry) =>
        Refused(entry, $"it is a link to \"{ArchiveName.Shown(entry.LinkName)}\", which is not in the archive");

    /// <summary>A folder on the way, closed after its use; the target itself stays open.</summary>
    private readonly record struct Reached(TargetFolder Target, TargetFolder Folder) : IDisposable
    {
        public void Dispose()
        {
            if (!ReferenceEquals(Target, Folder))
                Folder.Dispose();
        }
    }
}
