using System.Formats.Tar;
using System.Text;
using Compose.Execution.Copying;
using FluentAssertions;
using Xunit;

namespace Compose.Execution.Tests.Copying;

/// <summary>Archives of a container that means harm, or only holds odd things.</summary>
public sealed class ArchiveExtractionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ncompose-extract-").FullName;
    private readonly List<string> _skipped = [];

    private string Root => Path.Combine(_folder, "root");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("top/../../evil")]
    [InlineData("../evil")]
    [InlineData("top/a/../../../evil")]
    public async Task A_name_that_leads_upwards_is_refused(string name)
    {
        (await Extract(Text(name, "x"))).Should().Contain("leads out of");
        Directory.EnumerateFileSystemEntries(_folder).Should().NotContain(path => Path.GetFileName(path) == "evil");
    }

    [Fact]
    public async Task Nothing_is_written_through_a_link_of_the_archive()
    {
        var outside = Directory.CreateDirectory(Path.Combine(_folder, "outside")).FullName;
        (await Extract(new PaxTarEntry(TarEntryType.Directory, "top/"), Link("top/way", outside), Text("top/way/evil", "x"))).Should().Contain("is a symbolic link");
        (await Extract(Link("top/file", Path.Combine(outside, "evil")), Text("top/file", "x"))).Should().BeNull("the link gives way to the file");
        Directory.EnumerateFileSystemEntries(outside).Should().BeEmpty();
    }

    [Fact]
    public async Task A_hard_link_out_of_the_archive_is_refused()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "secret"), "secret");
        (await Extract(new PaxTarEntry(TarEntryType.HardLink, "top/stolen") { LinkName = "top/../../secret" })).Should().Contain("not in the archive");
        File.Exists(Path.Combine(Root, "stolen")).Should().BeFalse();
    }

    [Fact]
    public async Task Files_folders_links_and_twins_are_what_they_were()
    {
        var folder = new PaxTarEntry(TarEntryType.Directory, "top/") { Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute };
        (await Extract(folder, Text("top/a", "one"), Link("top/l", "a"), new PaxTarEntry(TarEntryType.HardLink, "top/b") { LinkName = "top/a" }, new PaxTarEntry(TarEntryType.Fifo, "top/pipe")))
            .Should().BeNull();
        (await File.ReadAllTextAsync(Path.Combine(Root, "b"))).Should().Be("one");
        new FileInfo(Path.Combine(Root, "l")).LinkTarget.Should().Be("a");
        File.GetUnixFileMode(Root).Should().Be(folder.Mode);
        _skipped.Should().ContainSingle(line => line.StartsWith("top/pipe", StringComparison.Ordinal));
    }

    private static PaxTarEntry Text(string name, string content) =>
        new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) };

    private static PaxTarEntry Link(string name, string target) => new(TarEntryType.SymbolicLink, name) { LinkName = target };

    private async Task<string?> Extract(params TarEntry[] entries)
    {
        using var archive = new MemoryStream();
        await using (var writer = new TarWriter(archive, leaveOpen: true))
            foreach (var entry in entries)
                await writer.WriteEntryAsync(entry);
        archive.Position = 0;
        return await new ArchiveExtraction(Root, topIsNamed: true, _skipped.Add).RunAsync(archive, CancellationToken.None);
    }
}
