using System.Security.Cryptography;
using Compose.Host;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Hashing;

public sealed class ContentDigestTests
{
    [Fact]
    public void Equals_the_digest_of_the_framework_at_every_length()
    {
        var random = new Random(7);
        foreach (var length in Enumerable.Range(0, 300).Append(100_000))
        {
            var data = new byte[length];
            random.NextBytes(data);
            ContentDigest.Hex(data).Should().Be(Convert.ToHexStringLower(SHA256.HashData(data)), "of {0} bytes", length);
        }
    }

    [Fact]
    public void A_text_counts_as_UTF_8() => ContentDigest.Hex("näh…").Should().Be(Convert.ToHexStringLower(SHA256.HashData("näh…"u8)));
}
