using Compose.Execution.Observing;
using FluentAssertions;
using Xunit;

namespace Compose.Execution.Tests.Observing;

public sealed class UnixTimeTests
{
    [Theory]
    [InlineData(0, 1970)]
    [InlineData(253402300800, 9999)]
    [InlineData(long.MaxValue, 9999)]
    [InlineData(long.MinValue, 1)]
    public void Any_number_of_an_engine_is_a_time(long seconds, int year) => UnixTime.Of(seconds).Year.Should().Be(year);
}
