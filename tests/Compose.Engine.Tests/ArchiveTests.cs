using System.Formats.Tar;
using System.Text;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using FluentAssertions;
using Xunit;

namespace Compose.Engine.Tests;

[Collection(RealEngineTests.Name)]
public sealed class ArchiveTests(RealEngine engine)
{
    private EngineClient Client => engine.Client;

    [Fact]
    public async Task Files_go_into_a_container_and_come_out_again_as_they_were()
    {
        var created = await engine.CreateAsync(engine.Shell("true"), engine.Name("files"));
        (await Client.ChangedPathsAsync(created.ID)).Should().BeEmpty();
        using var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "secret.txt")
            {
                Mode = UnixFileMode.UserRead | UnixFileMode.GroupRead,
                Uid = 1000,
                Gid = 2000,
                DataStream = new MemoryStream("hush"u8.ToArray()),
            });
        }

        tar.Position = 0;
        await Client.PutArchiveAsync(created.ID, "/tmp", tar, keepKinds: true, copyOwners: true);

        (await Client.ChangedPathsAsync(created.ID)).Should().Contain("/tmp/secret.txt");
        var stat = await Client.StatPathAsync(created.ID, "/tmp/secret.txt");
        (stat.Name, stat.Size, stat.IsDirectory, stat.IsLink, stat.Permissions).Should()
            .Be(("secret.txt", 4L, false, false, 0b100_100_000u));
        await using var download = await Client.GetArchiveAsync(created.ID, "/tmp/secret.txt");
        download.Stat.Name.Should().Be("secret.txt");
        await using var reader = new TarReader(download.Tar);
        var entry = (await reader.GetNextEntryAsync(copyData: true))!;
        entry.Uid.Should().Be(1000);
        entry.Gid.Should().Be(2000);
        using var text = new StreamReader(entry.DataStream!, Encoding.UTF8);
        (await text.ReadToEndAsync()).Should().Be("hush");
    }

    [Fact]
    public async Task Folders_links_and_absent_paths_are_told_apart()
    {
        var id = await engine.RunAsync("ln -s /etc /link");
        await Client.WaitContainerAsync(id);
        (await Client.StatPathAsync(id, "/etc")).IsDirectory.Should().BeTrue();

        var absent = () => Client.StatPathAsync(id, "/no/such");

        (await absent.Should().ThrowAsync<EngineError>()).Which.Kind.Should().Be(EngineErrorKind.NotFound);
        var link = await Client.StatPathAsync(id, "/link");
        link.IsLink.Should().BeTrue();
        link.LinkTarget.Should().Be("/etc");
    }

    [Fact]
    public async Task A_large_upload_to_a_place_that_is_not_there_is_refused_in_the_engines_words()
    {
        var created = await engine.CreateAsync(engine.Shell("true"), engine.Name("refused"));
        using var large = new MemoryStream(new byte[32 << 20]);

        var call = () => Client.PutArchiveAsync(created.ID, "/no/such", large);

        var error = (await call.Should().ThrowAsync<EngineError>()).Which;
        error.Kind.Should().Be(EngineErrorKind.NotFound);
        error.Message.Should().Contain("/no/such");
    }

    [Fact]
    public async Task A_container_is_exported_as_a_whole()
    {
        var created = await engine.CreateAsync(engine.Shell("true"), engine.Name("export"));

        await using var stream = await Client.ExportContainerAsync(created.ID);
        await using var reader = new TarReader(stream);
        var names = new List<string>();
        while (await reader.GetNextEntryAsync() is { } entry)
        {
            names.Add(entry.Name);
        }

        names.Should().Contain(name => name.TrimEnd('/') == "bin/busybox");
    }
}
