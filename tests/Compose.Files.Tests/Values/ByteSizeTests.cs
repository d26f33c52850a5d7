using Compose.Files.Values;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Values;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData("100", 100)]
    [InlineData("-1", -1)]
    [InlineData("64m", 64L << 20)]
    [InlineData("1.5 KiB", 1536)]
    [InlineData("0.5m", 512L << 10)]
    [InlineData("2GB", 2L << 30)]
    [InlineData("1p", 1L << 50)]
    [InlineData("7b", 7)]
    [InlineData("1e3", 1000)]
    public void A_size_is_read_with_units_of_1024(string text, long expected)
    {
        ByteSize.TryParse(text, out var bytes, out _).Should().BeTrue();
        bytes.Should().Be(expected);
    }

    [Theory]
    [InlineData("10q", "invalid suffix: 'q'")]
    [InlineData("x", "invalid size: 'x'")]
    [InlineData("", "invalid size: ''")]
    [InlineData("-5m", "invalid size: '-5m'")]
    [InlineData("1,5g", "strconv.ParseFloat: parsing \"1,5\": invalid syntax")]
    [InlineData("1 5", "strconv.ParseFloat: parsing \"1 5\": invalid syntax")]
    [InlineData("5kbyte", "invalid suffix: 'kbyte'")]
    public void An_invalid_size_has_the_error_of_Docker_Compose(string text, string expected)
    {
        ByteSize.TryParse(text, out _, out var problem).Should().BeFalse();
        problem.Should().Be(expected);
    }
}
