using System.Formats.Tar;
using System.Text;
using Compose.Planning.Desired;

namespace Compose.Execution.Injection;

/// <summary>
/// Configs and secrets that are no files on this machine, as the tar archive that the engine unpacks at the container's root.
/// </summary>
public static class FileArchive
{
    private const int SetAny = 0xFFF;

    public static async Task<MemoryStream> CreateAsync(IReadOnlyList<(InjectedFile File, string Content)> files, DateTimeOffset now)
    {
        var archive = new MemoryStream();
        await using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (file, content) in files)
                await writer.WriteEntryAsync(Entry(file, content, now));
        }

        archive.Position = 0;
        return archive;
    }

    private static PaxTarEntry Entry(InjectedFile file, string content, DateTimeOffset now) =>
        new(TarEntryType.RegularFile, file.Path.TrimStart('/'))
        {
            Mode = (UnixFileMode)(file.Mode & SetAny),
            Uid = file.Uid ?? 0,
            Gid = file.Gid ?? 0,
            ModificationTime = now,
            DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)),
        };
}
