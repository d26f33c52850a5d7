using System.Text;
using Compose.Host;

namespace Compose.Watch.Manifests;

/// <summary>
/// The file of one manifest. Changes are appended; it is written again when most of it is out of date or its end is cut off.
/// </summary>
internal sealed class ManifestFile(string path)
{
    private const int Version = 1;
    private const int FewRecords = 1000;
    private bool _isWhole;
    private int _records;

    /// <summary>Replays the changes. False when there is no file that can be read.</summary>
    public bool Read(Dictionary<string, ManifestEntry> entries)
    {
        try
        {
            using var reader = new BinaryReader(File.OpenRead(path), Encoding.UTF8);
            if (reader.ReadInt32() != Version)
                return false;
            _isWhole = Replay(reader, entries);
            return true;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // There is none, which is as good as a new container: more is copied than must be.
            return false;
        }
    }

    /// <summary>A null entry is one that was deleted.</summary>
    public void Append(IReadOnlyCollection<(string Path, ManifestEntry? Entry)> changes, Dictionary<string, ManifestEntry> entries)
    {
        try
        {
            if (_isWhole && _records + changes.Count < FewRecords + (2 * entries.Count))
                Write(path, FileMode.Append, changes);
            else
                Rewrite(entries);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // The next watch copies more than it must.
            _isWhole = false;
        }
    }

    private void Rewrite(Dictionary<string, ManifestEntry> entries)
    {
        _records = 0;
        Write(path + ".new", FileMode.Create, [.. entries.Select(entry => (entry.Key, (ManifestEntry?)entry.Value))]);
        File.Move(path + ".new", path, overwrite: true);
        _isWhole = true;
    }

    private void Write(string file, FileMode mode, IReadOnlyCollection<(string Path, ManifestEntry? Entry)> changes)
    {
        var options = FileLock.OwnFile(mode);
        options.Access = FileAccess.Write;
        using var writer = new BinaryWriter(new FileStream(file, options), Encoding.UTF8);
        if (mode == FileMode.Create)
            writer.Write(Version);
        foreach (var (name, entry) in changes)
        {
            writer.Write(name);
            writer.Write(entry is not null);
            entry?.Write(writer);
        }

        _records += changes.Count;
    }

    /// <summary>False when the end is cut off, because the process was killed while it wrote.</summary>
    private bool Replay(BinaryReader reader, Dictionary<string, ManifestEntry> entries)
    {
        try
        {
            for (; reader.BaseStream.Position < reader.BaseStream.Length; _records++)
            {
                var name = reader.ReadString();
                if (reader.ReadBoolean())
                    entries[name] = ManifestEntry.Read(reader);
                else
                    entries.Remove(name);
            }

            return true;
        }
        catch (Exception cut) when (cut is EndOfStreamException or FormatException or ArgumentException)
        {
            // What was read so far holds.
            return false;
        }
    }
}
