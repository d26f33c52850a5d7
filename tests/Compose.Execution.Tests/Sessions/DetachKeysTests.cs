using System.Text;
using Compose.Execution.Sessions;
using FluentAssertions;
using Xunit;

namespace Compose.Execution.Tests.Sessions;

public sealed class DetachKeysTests
{
    [Theory]
    [InlineData("ctrl-p,ctrl-q", "16 17")]
    [InlineData("ctrl-a", "1")]
    [InlineData("CTRL-Z,q", "26 113")]
    [InlineData("ctrl-@,ctrl-[,ctrl-\\,ctrl-],ctrl-^,ctrl-_", "0 27 28 29 30 31")]
    public void Keys_have_names(string text, string codes)
    {
        string.Join(' ', DetachKeys.Parse(text)!.Sequence).Should().Be(codes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ctrl-")]
    [InlineData("ctrl-1")]
    [InlineData("a,,b")]
    [InlineData("ab")]
    public void An_unknown_key_is_refused(string text) => DetachKeys.Parse(text).Should().BeNull();

    [Theory]
    [InlineData("a|pq|b", "a", true)]
    [InlineData("p|q", "", true)]
    [InlineData("p|x|q", "pxq", false)]
    [InlineData("pp|q", "p", true)]
    [InlineData("xp", "x", false)]
    public void A_beginning_is_kept_back_until_it_is_none(string pieces, string sent, bool left)
    {
        var filter = new DetachFilter(new DetachKeys("p,q", [.. "pq"u8]));
        var (all, passed, detached) = (new List<byte>(), new List<byte>(), false);
        foreach (var piece in pieces.Split('|').TakeWhile(_ => !detached))
        {
            detached = filter.Feed(Encoding.ASCII.GetBytes(piece), passed);
            all.AddRange(passed);
        }

        Encoding.ASCII.GetString([.. all]).Should().Be(sent);
        detached.Should().Be(left);
    }
}
