using Compose.Files.Diagnostics;
using Compose.Files.Text;
using Compose.Files.Yaml;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Yaml;

public sealed class BlockScalarTests
{
    [Theory]
    [InlineData("a: >", "")]
    [InlineData("a: |", "")]
    [InlineData("a: |-", "")]
    [InlineData("a: |\n", "")]
    [InlineData("a: |\n  ", "")]
    [InlineData("a: |\n  b", "b")]
    public void A_text_may_end_right_after_the_indicator(string text, string expected)
    {
        var diagnostics = new DiagnosticBag();

        var root = YamlReader.Read(new SourceSet().Add("compose.yaml", "/compose.yaml", text), diagnostics).Documents[0].Root;

        diagnostics.Should().BeEmpty();
        ((YamlMapping)root)["a"]!.ToString().Should().Be(expected);
    }
}
