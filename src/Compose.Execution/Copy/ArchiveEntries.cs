using System.Formats.Tar;

namespace Compose.Execution.Copy;

/// <summary>Reads the entries of an archive that may be damaged.</summary>
public static class ArchiveEntries
{
    /// <summary>The next entry, without its content; null at the end.</summary>
    public static async ValueTask<TarEntry?> NextAsync(this TarReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.GetNextEntryAsync(copyData: false, cancellationToken);
        }
        catch (Exception e)
            when (e is OverflowException or FormatException or ArgumentException or InvalidOperationException or NotSupportedException
                or OutOfMemoryException)
        {
            // The framework's reader throws these for sizes, times and attributes that make no sense; it asks for all memory that a head
            // says its attributes need, so that being short of it is the archive's fault as well.
            throw new InvalidDataException($"the archive is damaged: {e.Message}");
        }
    }
}
