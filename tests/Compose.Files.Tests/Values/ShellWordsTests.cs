using Compose.Files.Values;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Values;

public sealed class ShellWordsTests
{
    [Theory]
    [InlineData("a b  c", "a|b|c")]
    [InlineData("'a b' \"c d\"", "a b|c d")]
    [InlineData("a '' b", "a||b")]
    [InlineData(@"a\ b \'c\'", "a b|'c'")]
    [InlineData(@"'a\b'", @"a\b")]
    [InlineData("$(a b) `c d`", "$(a b)|`c d`")]
    [InlineData("# no comment", "#|no|comment")]
    [InlineData("echo a && echo b", "echo|a")]
    [InlineData("a 2>&1", "a")]
    [InlineData("a2>x", "a2")]
    [InlineData("echo 'a|b' | c", "echo|a|b")]
    [InlineData("", "")]
    public void A_command_line_is_split_as_by_a_shell_that_runs_nothing(string line, string expected)
    {
        ShellWords.TrySplit(line, out var words, out _).Should().BeTrue();
        string.Join('|', words).Should().Be(expected);
    }

    [Theory]
    [InlineData("a ( b")]
    [InlineData("a 'b")]
    [InlineData("a \"b")]
    [InlineData("a $(b")]
    [InlineData(@"a \")]
    public void An_open_quote_is_refused(string line) => ShellWords.TrySplit(line, out _, out _).Should().BeFalse();

    [Fact]
    public void The_place_of_a_cut_is_known()
    {
        ShellWords.TrySplit("echo a && b", out _, out var cutAt);
        cutAt.Should().Be(7);
        ShellWords.TrySplit("echo a", out _, out cutAt);
        cutAt.Should().Be(-1);
    }
}
