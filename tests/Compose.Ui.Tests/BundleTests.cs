using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Compose.Testing;
using FluentAssertions;
using Xunit;

namespace Compose.Ui.Tests;

/// <summary>The bundle of the page is in the repository: it has to be the one of the sources, and small.</summary>
public sealed class BundleTests
{
    private static readonly string Page = RepositoryRoot.Combine("src", "Compose.Ui", "Page");

    [Fact]
    public void The_bundle_is_made_from_the_sources()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Page, "source")).Select(file => "source/" + Path.GetFileName(file))
            .Concat(["package.json", "package-lock.json"]).Order(StringComparer.Ordinal);
        var list = string.Concat(files.Select(file => $"{Digest(File.ReadAllBytes(Path.Combine(Page, file)))}  {file}\n"));
        File.ReadAllText(Path.Combine(Page, "dist", "sources.sha256")).Trim().Should()
            .Be(Digest(Encoding.UTF8.GetBytes(list)), "bash eng/page.sh bundles the page");
    }

    [Fact]
    public void The_page_is_small_with_its_terminal()
    {
        var compressed = Directory.EnumerateFiles(Path.Combine(Page, "dist")).Sum(Compressed);
        compressed.Should().BeLessThan(200_000);
        Compressed(Path.Combine(Page, "dist", "app.js")).Should().BeLessThan(50_000, "the terminal is loaded only for a shell");
    }

    private static long Compressed(string file)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.SmallestSize, leaveOpen: true))
            gzip.Write(File.ReadAllBytes(file));
        return target.Length;
    }

    private static string Digest(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant();
}
