using System.Text;
using Compose.Cli.Terminals;
using Compose.Host.Terminals;
using FluentAssertions;
using Xunit;

namespace Compose.Cli.Tests;

/// <summary>What others have written does nothing to a terminal.</summary>
public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("\e[2Jcleared", "[2Jcleared")]
    [InlineData("\e]0;title\a", "]0;title")]
    [InlineData("\e[31mred\e[0m", "[31mred[0m")]
    [InlineData("a\rb\bc\0d\vd\f", "abcdd")]
    [InlineData("del\x7f c1\u009b31m nel\u0085", "del c131m nel")]
    [InlineData("\u202eexe.\u202c \u2066x\u2069", "exe. x")]
    [InlineData("tab\tand line\n", "tab\tand line\n")]
    [InlineData("wörter 日本 👍 – …", "wörter 日本 👍 – …")]
    public void Controls_are_taken_out(string text, string clean) => TerminalText.Clean(text).Should().Be(clean);

    [Fact]
    public void Of_styled_text_only_our_colours_stay()
    {
        var style = Style.Colored;
        var own = style.Red("a") + style.BoldRed("b") + style.Green("c") + style.Yellow("d") + style.BoldYellow("e") + style.Blue("f")
            + style.Cyan("g") + style.Dim("h") + style.Bold("i");

        TerminalText.Clean(own + " end", isStyled: true).Should().Be(own + " end");
        TerminalText.Clean("\e[8mhidden\e[2J\e[1;1H\e]52;c;x\a\e[0m.", isStyled: true).Should().Be("[8mhidden[2J[1;1H]52;c;x\e[0m.");
    }

    [Fact]
    public void A_pipe_gets_what_there_is_and_a_terminal_what_is_clean()
    {
        foreach (var isTerminal in new[] { false, true })
        {
            using MemoryStream output = new(), error = new();
            var terminal = new Terminal(Stream.Null, output, error) { OutputIsTerminal = isTerminal, ErrorIsTerminal = isTerminal };
            terminal.PrintLine("a\e[2Jb");
            terminal.ReportLine("c\e[2Jd");

            Encoding.UTF8.GetString(output.ToArray()).Should().Be(isTerminal ? "a[2Jb\n" : "a\e[2Jb\n");
            Encoding.UTF8.GetString(error.ToArray()).Should().Be(isTerminal ? "c[2Jd\n" : "c\e[2Jd\n");
        }
    }
}
