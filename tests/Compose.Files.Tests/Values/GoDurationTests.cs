using Compose.Files.Values;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Values;

public sealed class GoDurationTests
{
    [Theory]
    [InlineData("0", "0s")]
    [InlineData("1d12h", "36h0m0s")]
    [InlineData("1w2d3h", "219h0m0s")]
    [InlineData("1.5d", "36h0m0s")]
    [InlineData(".5s", "500ms")]
    [InlineData("+3s", "3s")]
    [InlineData("-3s", "-3s")]
    [InlineData("1m1m", "2m0s")]
    [InlineData("1s1m", "1m1s")]
    [InlineData("100us", "100µs")]
    [InlineData("1.5ms", "1.5ms")]
    [InlineData("90s", "1m30s")]
    [InlineData("1h0m0.25s", "1h0m0.25s")]
    [InlineData("15ns", "15ns")]
    public void A_duration_is_printed_in_its_shortest_form(string text, string expected)
    {
        GoDuration.TryParse(text, out var nanoseconds, out _).Should().BeTrue();
        GoDuration.Format(nanoseconds).Should().Be(expected);
    }

    [Theory]
    [InlineData("", "time: invalid duration \"\"")]
    [InlineData("90", "time: missing unit in duration \"90\"")]
    [InlineData("1h30", "time: missing unit in duration \"1h30\"")]
    [InlineData("1 m", "time: unknown unit \" m\" in duration \"1 m\"")]
    [InlineData("1M", "time: unknown unit \"M\" in duration \"1M\"")]
    [InlineData(".s", "time: invalid duration \".s\"")]
    [InlineData("99999999w", "time: invalid duration \"99999999w\"")]
    public void An_invalid_duration_is_refused(string text, string expected)
    {
        GoDuration.TryParse(text, out _, out var problem).Should().BeFalse();
        problem.Should().Be(expected);
    }
}
