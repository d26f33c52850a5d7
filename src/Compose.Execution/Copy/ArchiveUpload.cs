using System.Formats.Tar;
using System.IO.Pipes;

namespace Compose.Execution.Copy;

/// <summary>A tar stream that is written while it is read: only what is in a pipe is kept.</summary>
internal sealed class ArchiveUpload : IAsyncDisposable
{
    /// <summary>A small file is six writes of the archive; what goes to the engine is read in pieces of this size.</summary>
    private const int BufferSize = 64 * 1024;

    private readonly AnonymousPipeServerStream _reading = new(PipeDirection.In);
    private readonly Task _writing;

    public ArchiveUpload(Func<TarWriter, Task> write) => _writing = Task.Run(() => WriteAsync(write));

    /// <summary>A file or folder of this machine, under another name.</summary>
    public static ArchiveUpload Of(string source, string top) =>
        new(writer => WriteAsync(writer, new FileInfo(source), top == "." ? "" : top));

    public Stream Stream => _reading;

    /// <summary>Why the archive is not whole.</summary>
    public string? Failure { get; private set; }

    /// <summary>Nothing more is read. Returns why the archive is not whole.</summary>
    public async Task<string?> EndAsync()
    {
        await DisposeAsync();
        return Failure;
    }

    public async ValueTask DisposeAsync()
    {
        await _reading.DisposeAsync();
        await _writing;
    }

    private async Task WriteAsync(Func<TarWriter, Task> write)
    {
        try
        {
            await using var pipe = new AnonymousPipeClientStream(PipeDirection.Out, _reading.ClientSafePipeHandle);
            await using var buffer = new BufferedStream(pipe, BufferSize);
            await using var writer = new TarWriter(buffer, TarEntryFormat.Pax);
            await write(writer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The reader has gone, which has its own error, or a file cannot be read.
            if (!IsBrokenPipe(e))
                Failure = e.Message;
        }
    }

    private static async Task WriteAsync(TarWriter writer, FileInfo item, string name)
    {
        if (IsSocket(item))
            return;
        await writer.WriteEntryAsync(item.FullName, name.Length == 0 ? "./" : name);
        if (item.LinkTarget is not null || !item.Attributes.HasFlag(FileAttributes.Directory))
            return;
        foreach (var child in Directory.EnumerateFileSystemEntries(item.FullName).Order(StringComparer.Ordinal))
            await WriteAsync(writer, new FileInfo(child), (name.Length == 0 ? "" : name + "/") + Path.GetFileName(child));
    }

    /// <summary>A socket is not copied: it has no content.</summary>
    private static bool IsSocket(FileInfo item) =>
        !OperatingSystem.IsWindows() && item.LinkTarget is null && item.Attributes.HasFlag(FileAttributes.Device) && !item.Exists;

    private static bool IsBrokenPipe(Exception e)
    {
        const int brokenPipe = 32;
        return (e.HResult & 0xFFFF) == brokenPipe;
    }
}
