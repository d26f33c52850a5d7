using Compose.Host;
using Compose.Watch.Entries;

namespace Compose.Watch.Manifests;

/// <summary>What a container holds at one path: a copy of what the host had at another.</summary>
internal readonly record struct ManifestEntry(string HostPath, EntryFacts Facts, string Digest, bool IsFresh)
{
    public static ManifestEntry Of(HostEntry entry) => new(entry.Path, entry.Facts, entry.IsFresh ? entry.Digest : "", entry.IsFresh);

    /// <summary>It is a copy of nothing, so it is copied again.</summary>
    public static ManifestEntry Uncertain(HostEntry entry) => Of(entry).Doubted();

    public ManifestEntry Doubted() => this with { Digest = "", IsFresh = true };

    /// <summary>
    /// Facts decide, unless the copy was so soon after a change that the next one can have the same time: then the content does.
    /// </summary>
    public bool IsCopyOf(HostEntry entry) => Facts.IsSame(entry.Facts) && (!IsFresh || (Digest.Length > 0 && Digest == entry.Digest));

    public void Write(BinaryWriter writer)
    {
        writer.Write(HostPath);
        writer.Write((byte)Facts.Kind);
        writer.Write((int)Facts.Mode);
        writer.Write(Facts.Size);
        writer.Write(Facts.Modified);
        writer.Write(Facts.Changed);
        writer.Write(Facts.LinkTarget ?? "");
        writer.Write(Digest);
        writer.Write(IsFresh);
    }

    public static ManifestEntry Read(BinaryReader reader)
    {
        var path = reader.ReadString();
        var (kind, mode) = ((FileKind)reader.ReadByte(), (UnixFileMode)reader.ReadInt32());
        var facts = new EntryFacts(kind, mode, reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        var link = reader.ReadString();
        facts = facts with { LinkTarget = link.Length > 0 ? link : null };
        return new ManifestEntry(path, facts, reader.ReadString(), reader.ReadBoolean());
    }
}
