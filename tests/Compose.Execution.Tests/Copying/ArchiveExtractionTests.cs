using System.Formats.Tar;
using System.Text;
using Compose.Execution.Copy;
using Compose.Testing;
using FluentAssertions;
using Xunit;

namespace Compose.Execution.Tests.Copying;

/// <summary>Archives that try to write elsewhere, or only hold odd things.</summary>
public sealed class ArchiveExtractionTests : IDisposable
{
    private const UnixFileMode RunsAsOwner = UnixFileMode.SetUser | UnixFileMode.UserRead | UnixFileMode.UserExecute;
    private readonly string _folder = Directory.CreateTempSubdirectory("ncompose-extract-").FullName;
    private readonly List<string> _skipped = [];

    public ArchiveExtractionTests() => Directory.CreateDirectory(Outside);

    private string Root => Path.Combine(_folder, "root");
    private string Outside => Path.Combine(_folder, "outside");

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
        (await Extract(new PaxTarEntry(TarEntryType.Directory, "top/"), Link("top/way", Outside), Text("top/way/evil", "x"))).Should()
            .Contain("is a symbolic link");
        (await Extract(Link("top/file", Path.Combine(Outside, "evil")), Text("top/file", "x"))).Should()
            .BeNull("the file replaces the link");
        Directory.EnumerateFileSystemEntries(Outside).Should().BeEmpty();
    }

    [Fact]
    public async Task Nothing_is_written_through_a_link_that_is_the_top_of_the_archive()
    {
        (await Extract(Link("top", Outside), Text("top/evil1", "x"))).Should().Contain("is a symbolic link");
        (await Extract(Link("top", Outside), new PaxTarEntry(TarEntryType.Directory, "top/d/"), Text("top/d/evil2", "x"))).Should()
            .Contain("is a symbolic link");
        (await Extract(Link("top", Outside), new PaxTarEntry(TarEntryType.HardLink, "top/h") { LinkName = "top/x" })).Should()
            .Contain("is a symbolic link");
        Directory.EnumerateFileSystemEntries(Outside).Should().BeEmpty();
    }

    [Fact]
    public async Task Nothing_is_written_through_an_existing_link()
    {
        Directory.CreateDirectory(Root);
        File.CreateSymbolicLink(Path.Combine(Root, "d"), Outside);
        (await Extract(Text("top/d/evil", "x"))).Should().Contain("is a symbolic link");
        (await Extract(Text("top/d/deep/er/evil", "x"))).Should().Contain("is a symbolic link");
        (await Extract(new PaxTarEntry(TarEntryType.Directory, "top/d/"), Text("top/d/inside", "x"))).Should()
            .BeNull("a folder replaces the link");
        Directory.EnumerateFileSystemEntries(Outside).Should().BeEmpty();
        File.Exists(Path.Combine(Root, "d", "inside")).Should().BeTrue();
    }

    [Fact]
    public async Task The_folder_that_the_user_names_may_be_a_link()
    {
        Directory.CreateSymbolicLink(Path.Combine(_folder, "named"), Outside);
        using var archive = await Archive(Text("top/a", "x"));
        (await ArchiveExtraction.UnpackAsync(archive, Path.Combine(_folder, "named"), "new", skip: 1, _skipped.Add, CancellationToken.None))
            .Should().BeNull();
        File.Exists(Path.Combine(Outside, "new", "a")).Should().BeTrue();
    }

    /// <summary>Another process puts a link in the place of a folder, again and again, while the archive is unpacked.</summary>
    [Fact]
    public async Task Nothing_is_written_through_a_link_that_appears_during_extraction()
    {
        var victim = Directory.CreateDirectory(Path.Combine(Root, "d")).FullName;
        var link = Path.Combine(_folder, "link");
        Directory.CreateSymbolicLink(link, Outside);
        using var ended = new CancellationTokenSource();
        var swapping = Task.Factory.StartNew(
            () =>
            {
                while (!ended.IsCancellationRequested)
                    Swap.Names(victim, link);
            },
            TaskCreationOptions.LongRunning);
        var entries = Enumerable.Range(0, 40).Select(n => Text($"top/d/f{n}", "x")).ToArray<TarEntry>();
        for (var round = 0; round < 50; round++)
            await Extract(entries);
        await ended.CancelAsync();
        await swapping;
        Directory.EnumerateFileSystemEntries(Outside).Should().BeEmpty();
        Directory.EnumerateFileSystemEntries(_folder).Should().HaveCount(3, "nothing is beside the root");
    }

    [Fact]
    public async Task A_hard_link_out_of_the_archive_is_refused()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "secret"), "secret");
        (await Extract(HardLink("top/stolen", "top/../../secret"))).Should().Contain("not in the archive");
        (await Extract(Link("top/way", _folder), HardLink("top/stolen", "top/way/secret"))).Should().Contain("is a symbolic link");
        File.Exists(Path.Combine(Root, "stolen")).Should().BeFalse();
    }

    [Fact]
    public async Task Files_folders_and_links_are_made_as_the_archive_has_them()
    {
        var folder = new PaxTarEntry(TarEntryType.Directory, "top/")
        { Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute };
        (await Extract(
            folder, Text("top/a", "one"), Link("top/l", "a"), HardLink("top/b", "top/a"), HardLink("top/m", "top/l"),
            new PaxTarEntry(TarEntryType.Fifo, "top/pipe")))
            .Should().BeNull();
        await File.AppendAllTextAsync(Path.Combine(Root, "a"), " two");
        (await File.ReadAllTextAsync(Path.Combine(Root, "b"))).Should().Be("one two", "both are one file");
        new FileInfo(Path.Combine(Root, "l")).LinkTarget.Should().Be("a");
        new FileInfo(Path.Combine(Root, "m")).LinkTarget.Should().Be("a");
        File.GetUnixFileMode(Root).Should().Be(folder.Mode);
        _skipped.Should().ContainSingle(line => line.StartsWith("top/pipe", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Devices_are_left_out_and_names_are_shown_without_control_characters()
    {
        (await Extract(new PaxTarEntry(TarEntryType.CharacterDevice, "top/\u001b]0;x\a"))).Should().BeNull();
        _skipped.Should().Equal("top/�]0;x� is left out: it is neither a file nor a folder nor a link");
        (await Extract(Link("top/\u001b[2J", Outside), Text("top/\u001b[2J/evil", "x"))).Should().Contain("�[2J").And.NotContain("\u001b");
    }

    [Fact]
    public async Task The_bits_that_run_a_program_as_its_owner_are_kept_only_where_they_are_wanted()
    {
        (await Extract(Text("top/a", "x", RunsAsOwner))).Should().BeNull();
        File.GetUnixFileMode(Path.Combine(Root, "a")).Should().Be(RunsAsOwner, "docker cp has them");
        using var plain = new ArchiveExtraction(Root, ".", skip: 1, ArchiveExtraction.PlainModes, _skipped.Add);
        await plain.ExtractAsync(Text("top/b", "x", RunsAsOwner), CancellationToken.None);
        File.GetUnixFileMode(Path.Combine(Root, "b")).Should().Be(RunsAsOwner & ~UnixFileMode.SetUser);
    }

    [Fact]
    public async Task An_existing_file_with_other_content_is_a_conflict()
    {
        Directory.CreateDirectory(Path.Combine(Root, "folder"));
        await File.WriteAllTextAsync(Path.Combine(Root, "same"), "x");
        await File.WriteAllTextAsync(Path.Combine(Root, "other"), "y");
        File.CreateSymbolicLink(Path.Combine(Root, "link"), "same");
        using var extraction = new ArchiveExtraction(Root, ".", skip: 1, ArchiveExtraction.PlainModes, _skipped.Add);
        TarEntry[] free =
            [Text("top/same", "x"), Text("top/new", "x"), Text("top/no/such/folder", "x"), Link("top/link", "same"),
                new PaxTarEntry(TarEntryType.Directory, "top/folder")];
        free.Select(extraction.Conflict).Should().OnlyContain(conflict => conflict == null);
        TarEntry[] taken =
            [Text("top/other", "x"), Text("top/link", "x"), Text("top/folder", "x"), Link("top/link", "other"), Link("top/same", "x"),
                new PaxTarEntry(TarEntryType.Directory, "top/same")];
        taken.Select(extraction.Conflict).Should()
            .OnlyContain(conflict => conflict != null && conflict.EndsWith("load in an empty folder", StringComparison.Ordinal));
        extraction.Invoking(it => it.Conflict(Text("top/link/x", "x"))).Should().Throw<InvalidDataException>()
            .WithMessage("*is a symbolic link");
    }

    [Fact]
    public async Task Heads_that_make_no_sense_are_an_error_of_the_archive()
    {
        using var archive = await Archive(new UstarTarEntry(TarEntryType.RegularFile, "top/a") { DataStream = new MemoryStream([1]) });
        var bytes = archive.ToArray();
        Encoding.ASCII.GetBytes("-0000000001").CopyTo(bytes, 124);
        WriteChecksum(bytes);
        (await Unpack(new MemoryStream(bytes))).Should().NotBeNull();

        // The same as a binary number.
        bytes.AsSpan(124, 12).Fill(0xFF);
        WriteChecksum(bytes);
        (await Unpack(new MemoryStream(bytes))).Should().NotBeNull();
        (await Extract(new PaxTarEntry(TarEntryType.RegularFile, "top/a\0b"))).Should().NotBeNull();
    }

    private static void WriteChecksum(byte[] head)
    {
        head.AsSpan(148, 8).Fill((byte)' ');
        var sum = head.Take(512).Sum(b => b);
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(head, 148);
    }

    private static PaxTarEntry Text(string name, string content, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite) =>
        new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)), Mode = mode };

    private static PaxTarEntry Link(string name, string target) => new(TarEntryType.SymbolicLink, name) { LinkName = target };

    private static PaxTarEntry HardLink(string name, string target) => new(TarEntryType.HardLink, name) { LinkName = target };

    private static async Task<MemoryStream> Archive(params TarEntry[] entries)
    {
        var archive = new MemoryStream();
        await using (var writer = new TarWriter(archive, leaveOpen: true))
            foreach (var entry in entries)
            {
                if (entry.DataStream is { } data)
                    data.Position = 0;
                await writer.WriteEntryAsync(entry);
            }

        archive.Position = 0;
        return archive;
    }

    private Task<string?> Unpack(Stream archive) =>
        ArchiveExtraction.UnpackAsync(archive, _folder, "root", skip: 1, _skipped.Add, CancellationToken.None);

    private async Task<string?> Extract(params TarEntry[] entries)
    {
        using var archive = await Archive(entries);
        return await Unpack(archive);
    }
}
