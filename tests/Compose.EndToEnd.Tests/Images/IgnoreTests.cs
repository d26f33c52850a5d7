using System.Formats.Tar;
using Compose.Testing.Engine;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests.Images;

/// <summary>What of a folder gets to the builder, compared with what Docker Compose sends.</summary>
public sealed class IgnoreTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private static readonly string[] Corpus =
    [
        "", "# nothing\n\n", "*.log", "**/*.log", "!*.log\n*.log", "*.log\n!keep.log", "sub", "sub/", "/sub", "./sub", "sub/*",
        "sub/*\n!sub/b.txt", "sub/**\n!sub/deep/x.txt",
        "*\n!sub/deep", "**\n!**/*.txt", "*/deep", "**/deep", "?.txt", "[ab].txt", "[^a].txt", "sub/../a.txt", "Dockerfile\n.dockerignore",
        "\\!odd", " a.txt ", "a.txt/", "**/x.*\n!sub/**/x.txt", "su*/de*",
    ];

    [Fact]
    public Task Both_send_the_same_files() => Scenario.RunAsync(fixture, "dockerignore", async scenario =>
    {
        scenario.LinkBuildx();
        var services = "";
        for (var i = 0; i < Corpus.Length; i++)
        {
            foreach (var name in new[] { "a.txt", "b.txt", "bb.txt", "x.log", "keep.log", "!odd", "sub/a.txt", "sub/b.txt", "sub/y.log",
                "sub/deep/x.txt", "sub/deep/x.log", "sub/deep/er/x.md", "other/deep/z.txt" })
                scenario.File($"c{i}/{name}", name);
            scenario.File($"c{i}/Dockerfile", "FROM scratch\nCOPY . /ctx/\n");
            scenario.File($"c{i}/.dockerignore", Corpus[i]);
            services += $"  s{i}: {{build: c{i}}}\n";
        }

        scenario.File("compose.yaml", "services:\n" + services);
        await scenario.Peer("build");
        var peer = await ListsAsync(scenario);
        scenario.Environment["DOCKER_BUILDKIT"] = "0";
        await scenario.Ncompose("build", "-q");
        var ours = await ListsAsync(scenario);
        for (var i = 0; i < Corpus.Length; i++)
            ours[i].Should().Be(peer[i], $"of {Corpus[i]}");
        peer.Distinct().Should().HaveCountGreaterThan(10);
    });

    private static async Task<string[]> ListsAsync(Scenario scenario)
    {
        var lists = new string[Corpus.Length];
        foreach (var i in Enumerable.Range(0, Corpus.Length))
        {
            lists[i] = await FilesAsync(await scenario.Engine.GetBytesAsync($"/images/{scenario.Project}-s{i}/get"));
            await scenario.RemoveImageAsync($"{scenario.Project}-s{i}");
        }

        return lists;
    }

    /// <summary>The files of all layers: archives within the archive of the image.</summary>
    private static async Task<string> FilesAsync(byte[] image)
    {
        var files = new SortedSet<string>(StringComparer.Ordinal);
        await using var outer = new TarReader(new MemoryStream(image));
        while (await outer.GetNextEntryAsync() is { } entry)
        {
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || entry.DataStream is null
                || entry.Name.EndsWith(".json", StringComparison.Ordinal))
                continue;
            using var content = new MemoryStream();
            await entry.DataStream.CopyToAsync(content);
            if (content.Length < 512 || content.GetBuffer()[0] == '{')
                continue;
            content.Position = 0;
            await using var layer = new TarReader(content);
            while (await layer.GetNextEntryAsync() is { } file)
                if (file.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
                    files.Add(file.Name);
        }

        return string.Join('\n', files);
    }
}
