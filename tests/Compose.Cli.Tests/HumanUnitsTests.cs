using Compose.Cli.Rendering.Tables;
using FluentAssertions;
using Xunit;

namespace Compose.Cli.Tests;

public sealed class HumanUnitsTests
{
    [Theory]
    [InlineData(0, 4, "0B")]
    [InlineData(999, 4, "999B")]
    [InlineData(1000, 4, "1kB")]
    [InlineData(1234567, 4, "1.235MB")]
    [InlineData(1234567, 3, "1.23MB")]
    [InlineData(187654321, 3, "188MB")]
    [InlineData(2e12, 4, "2TB")]
    public void Sizes_are_as_docker_prints_them(double bytes, int digits, string text) => HumanUnits.Size(bytes, digits).Should().Be(text);

    [Theory]
    [InlineData(1023, "1023B")]
    [InlineData(1536, "1.5KiB")]
    [InlineData(12345678, "11.77MiB")]
    public void Memory_is_counted_in_1024s(double bytes, string text) => HumanUnits.BinarySize(bytes).Should().Be(text);

    [Theory]
    [InlineData(0.4, "Less than a second")]
    [InlineData(1.9, "1 second")]
    [InlineData(59, "59 seconds")]
    [InlineData(60, "About a minute")]
    [InlineData(119, "About a minute")]
    [InlineData(3540, "59 minutes")]
    [InlineData(3600, "About an hour")]
    [InlineData(5400, "2 hours")]
    [InlineData(172799, "2 days")]
    [InlineData(86400 * 13, "13 days")]
    [InlineData(86400 * 14, "2 weeks")]
    [InlineData(86400 * 60, "2 months")]
    [InlineData(86400 * 730, "2 years")]
    public void Ages_are_as_docker_prints_them(double seconds, string text) =>
    HumanUnits.Duration(TimeSpan.FromSeconds(seconds)).Should().Be(text);
}
