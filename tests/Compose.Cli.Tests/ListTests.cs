using Compose.Cli.CommandLine;
using Compose.Cli.Commands.Projects;
using Compose.Cli.Rendering.Tables;
using Compose.Execution.Queries;
using FluentAssertions;
using Xunit;

namespace Compose.Cli.Tests;

/// <summary>The parts of `ps`, `ls` and `logs` that need no engine.</summary>
public sealed class ListTests
{
    [Theory]
    [InlineData("demo", "my-demo-1", true)]
    [InlineData("^demo$", "my-demo-1", false)]
    [InlineData("^my-demo-1$", "my-demo-1", true)]
    [InlineData("^my", "my-demo-1", true)]
    [InlineData("^demo", "my-demo-1", false)]
    [InlineData("1$", "my-demo-1", true)]
    [InlineData("my$", "my-demo-1", false)]
    [InlineData("^m.*o-.$", "my-demo-1", true)]
    [InlineData("m.*x", "my-demo-1", false)]
    [InlineData("d.m.", "my-demo-1", true)]
    [InlineData("", "my-demo-1", true)]
    [InlineData("^$", "my-demo-1", false)]
    [InlineData(".*a.*a.*a.*a.*a.*a.*a.*a.*a.*a.*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac", false)]
    public void A_name_is_matched_by_the_characters_of_names_and_a_few_signs(string expression, string name, bool matches)
    {
        NameFilter.Problem(expression).Should().BeNull();
        NameFilter.Matches(expression, name).Should().Be(matches);
    }

    [Theory]
    [InlineData("(a*)*b", '(')]
    [InlineData("shop*", '*')]
    [InlineData("a|b", '|')]
    [InlineData("[ab]", '[')]
    [InlineData("a^b", '^')]
    public void Other_syntax_of_expressions_is_refused(string expression, char sign)
    {
        using var run = new Run();
        run.Ncompose("ls", "--filter", "name=" + expression);
        run.ExitCode.Should().Be(1);
        run.Error.Should()
            .StartWith($"invalid filter 'name={expression}': '{sign}' is not supported here; a name may be given with ^, $, . and .*");
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("- 80 0 tcp", "80/tcp")]
    [InlineData("- 80 0 tcp;- 81 0 tcp;- 82 0 tcp;- 90 0 tcp;- 91 0 udp", "80-82/tcp, 90/tcp, 91/udp")]
    [InlineData("0.0.0.0 80 8080 tcp;:: 80 8080 tcp;- 81 0 udp", "81/udp, 0.0.0.0:8080->80/tcp, [::]:8080->80/tcp")]
    [InlineData("0.0.0.0 80 80 tcp;0.0.0.0 81 81 tcp;:: 80 80 tcp;:: 81 81 tcp", "0.0.0.0:80-81->80-81/tcp, [::]:80-81->80-81/tcp")]
    public void Ports_are_listed_as_Docker_lists_them(string ports, string listed) =>
        PortList.Of(ports.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(text => text.Split(' '))
            .Select(part => new PublishedPort(part[0].TrimStart('-'), int.Parse(part[1]), int.Parse(part[2]), part[3]))).Should()
            .Be(listed);

    [Theory]
    [InlineData("UTC", "2026-11-21 07:15:39 +0000 UTC")]
    [InlineData("Europe/Berlin", "2026-11-21 08:15:39 +0100 CET")]
    [InlineData("Asia/Kathmandu", "2026-11-21 13:00:39 +0545 +0545")]
    public void Moments_are_printed_as_Go_prints_them(string zone, string printed) =>
        GoTime.Of(new DateTimeOffset(2026, 11, 21, 7, 15, 39, TimeSpan.Zero), TimeZoneInfo.FindSystemTimeZoneById(zone)).Should()
            .Be(printed);

    [Theory]
    [InlineData("90s", "910.000000000")]
    [InlineData("1m", "940.000000000")]
    [InlineData("-1m", "1060.000000000")]
    [InlineData("1970-01-01T00:10:00.5Z", "600.500000000")]
    [InlineData("1970-01-01T02:00:00+01:00", "3600.000000000")]
    [InlineData("123.45", "123.45")]
    [InlineData("yesterday", null)]
    [InlineData("99999999999h", null)]
    [InlineData("-9223372036854775808h", null)]
    [InlineData("1h9223372036s", null)]
    public void An_age_a_date_and_seconds_are_moments(string text, string? seconds) =>
    TimeArgument.Read(text, new ClockAt(1000)).Should().Be(seconds);

    [Theory]
    [InlineData("events", "failed to parse value as time or duration: \"tomorrow\"")]
    [InlineData("logs", "invalid value for \"since\": failed to parse value as time or duration: \"tomorrow\"")]
    public void Anything_else_is_no_moment(string command, string sentence)
    {
        using var run = new Run().File("compose.yaml", "services: {a: {image: busybox}}").Ncompose(command, "--since", "tomorrow");
        run.FirstErrorLine.Should().Be(sentence);
    }

    private sealed class ClockAt(long seconds) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(seconds);
    }
}
