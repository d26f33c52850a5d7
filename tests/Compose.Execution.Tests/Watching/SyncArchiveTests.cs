using System.Diagnostics;
using System.Formats.Tar;
using Compose.Execution.Copy;
using Compose.Execution.Watching;
using Compose.Host;
using Compose.Watch.Entries;
using FluentAssertions;
using Xunit;

namespace Compose.Execution.Tests.Watching;

public sealed class SyncArchiveTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ncompose-archive-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_file_that_cannot_be_read_does_not_stop_those_after_it()
    {
        File.WriteAllText(At("a"), "a");
        File.WriteAllText(At("c"), "c");

        // A name that is too long is refused to root, too.
        var unreadable = At(new string('b', 300));
        var (archive, names) = await WriteAsync(Named("a"), new HostEntry(unreadable, "/srv/b", Facts(FileKind.File)), Named("c"));
        names.Should().Equal("srv/a", "srv/c");
        archive.Written.Select(entry => entry.ContainerPath).Should().Equal("/srv/a", "/srv/c");
        archive.Unreadable.Select(item => (item.Entry.Path, item.Reason)).Should().Equal((unreadable, "File name too long"));
    }

    [Fact]
    public async Task What_is_no_file_any_more_is_left_out_without_following_or_waiting()
    {
        File.WriteAllText(At("secret"), "secret");
        File.CreateSymbolicLink(At("link"), At("secret"));
        Directory.CreateDirectory(At("folder"));
        using (var made = Process.Start("mkfifo", [At("pipe")]))
            await made.WaitForExitAsync();
        var lost = new HostEntry(At("lost"), "/srv/lost", Facts(FileKind.Link));
        var (archive, names) = await WriteAsync(Named("link"), Named("folder"), Named("pipe"), Named("gone"), lost, Named("secret"))
            .WaitAsync(TimeSpan.FromMinutes(1));
        names.Should().Equal("srv/secret");
        archive.Written.Should().ContainSingle();
        archive.Unreadable.Should().BeEmpty();
    }

    [Fact]
    public async Task The_end_of_an_upload_knows_why_it_is_not_whole()
    {
        await using var upload = new ArchiveUpload(_ => throw new IOException("the disk is broken"));
        await upload.Stream.CopyToAsync(Stream.Null);
        (await upload.EndAsync()).Should().Be("the disk is broken");
    }

    private static async Task<(SyncArchive Archive, List<string> Names)> WriteAsync(params HostEntry[] entries)
    {
        var archive = new SyncArchive("/", [.. entries.Select(entry => new OwnedEntry(entry, null))], [], null);
        using var stream = new MemoryStream();
        await using (var writer = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
            await archive.WriteAsync(writer);
        stream.Position = 0;
        using var reader = new TarReader(stream);
        var names = new List<string>();
        while (await reader.GetNextEntryAsync() is { } entry)
            names.Add(entry.Name);
        return (archive, names);
    }

    private HostEntry Named(string name) => new(At(name), "/srv/" + name, Facts(FileKind.File));

    private static EntryFacts Facts(FileKind kind) => new(kind, UnixFileMode.UserRead, 0, 0, 0);

    private string At(string name) => Path.Combine(_folder, name);
}
