using Compose.Files.Diagnostics;
using Compose.Files.Environment;
using Compose.Files.Text;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.DotEnv;

/// <summary>
/// Around the files A is "va" and nothing else is set. Results and messages are those of Docker Compose 2.40.3 unless a comment says
/// otherwise.
/// </summary>
public sealed class DotEnvTests
{
    [Theory]
    [InlineData("K = v", "K=v")]
    [InlineData("K: v", "K=v")]
    [InlineData("export K=v", "K=v")]
    [InlineData("  K=v", "K=v")]
    [InlineData("K=v #c", "K=v")]
    [InlineData("K=v#c", "K=v#c")]
    [InlineData("K=v\t#c", "K=v\t#c")]
    [InlineData("K=#c", "K=#c")]
    [InlineData("K= #c", "K=#c")]
    [InlineData("K=\"a b\"", "K=a b")]
    [InlineData("K='a b'", "K=a b")]
    [InlineData("K=\"a\nb\"", "K=a\nb")]
    [InlineData("K='a\nb'", "K=a\nb")]
    [InlineData("\ufeffK=v", "K=v")]
    [InlineData("K=v\r\nL=w\r\n", "K=v", "L=w")]
    [InlineData("K=\"a\" #c", "K=a")]
    [InlineData("K=\"a\" L=b", "K=a", "L=b")]
    [InlineData("K=\"\\n\\t\\\\\\\"\\$x\"", "K=\n\t\\\"$x")]
    [InlineData("K='\\n\\'x'", "K=\\n'x")]
    [InlineData("K=a\\nb", "K=a\\nb")]
    [InlineData("K=$A", "K=va")]
    [InlineData("K=\"$A\"", "K=va")]
    [InlineData("K='$A'", "K=$A")]
    [InlineData("A\n", "A=va")]
    [InlineData("B\n")]
    [InlineData("=x", "=x")]
    [InlineData("K=1\nK=2", "K=2")]
    [InlineData("K.a-b[0]=v", "K.a-b[0]=v")]
    [InlineData("é=v", "é=v")]
    [InlineData("K=v\nL=$K", "K=v", "L=v")]
    [InlineData("K=${A:?m}", "K=va")]
    [InlineData("K=$Z", "K=")]
    [InlineData("export\nK=v", "K=v")]
    [InlineData("#c\nK=v\n#d", "K=v")]
    [InlineData("K=v\n\n\nL=w", "K=v", "L=w")]
    [InlineData("K=  v  ", "K=v")]
    [InlineData("K=\"\"", "K=")]
    [InlineData("K=''", "K=")]
    [InlineData("K=", "K=")]
    [InlineData("K:", "K=")]
    [InlineData("K = \"v\" ", "K=v")]
    [InlineData("K=\"a\\0101b\"", "K=aAb")]
    [InlineData("K=\"\\a\\b\\c\\f\\r\\v\\x\"", "K=\u0007\u0008\\c\u000c\r\u000b\\x")]
    [InlineData("K=a b c", "K=a b c")]
    [InlineData("K=$$A", "K=$A")]
    [InlineData("K=\"$$A\"", "K=$A")]
    [InlineData("K=\"\\\\$A\"", "K=\\va")]
    [InlineData("K=a\"b\"", "K=a\"b\"")]
    [InlineData("K=`a`", "K=`a`")]
    [InlineData("1K=v", "1K=v")]
    [InlineData("K=v\nexport L=w", "K=v", "L=w")]
    [InlineData("exportK=v", "exportK=v")]
    [InlineData("K=a\\ b", "K=a\\ b")]
    [InlineData("K=\"{\\\"a\\\": 1}\"", "K={\"a\": 1}")]
    [InlineData("K={\"a\": 1}", "K={\"a\": 1}")]
    [InlineData("K='it\\'s'", "K=it's")]
    [InlineData("K=v;L=w", "K=v;L=w")]
    [InlineData("K\t=v", "K=v")]
    [InlineData("K=\tv", "K=v")]
    [InlineData("K=\"x\" y=z", "K=x", "y=z")]
    [InlineData("K=\"\\012\"", "K=\\12")]
    [InlineData("K=\"\\0\"", "K=\\")]
    [InlineData("K=\"é\"", "K=é")]
    [InlineData("K=v # c # d", "K=v")]
    [InlineData("K=v\" #c\"", "K=v\"")]
    [InlineData("  # c\n  K=v", "K=v")]
    [InlineData("K=a\\", "K=a\\")]
    [InlineData("K=\"a\\\nb\"", "K=a\\\nb")]
    [InlineData("K='$$'", "K=$$")]
    // A name alone on the last line, without a line break: Docker Compose makes it the value of a variable without a name.
    [InlineData("A", "A=va")]
    [InlineData("K")]
    [InlineData("export A", "A=va")]
    [InlineData("K=\"a\" A", "K=a", "A=va")]
    public void Reads(string text, params string[] expected)
    {
        var (variables, diagnostics, _) = Read(text);

        diagnostics.HasErrors.Should().BeFalse();
        variables.Select(variable => $"{variable.Key}={variable.Value.Value}").Should().Equal(expected);
    }

    [Theory]
    [InlineData("K/a=v", "line 1: unexpected character \"/\" in variable name \"K/a=v\"")]
    [InlineData("K!=v", "line 1: unexpected character \"!\" in variable name \"K!=v\"")]
    [InlineData("K a=v", "line 1: key cannot contain a space")]
    [InlineData("K='x", "line 1: unterminated quoted value 'x")]
    [InlineData("K=\"x", "line 1: unterminated quoted value \"x")]
    [InlineData("K=${", "Invalid template: \"${\"")]
    [InlineData("K=${Z:?m}", "required variable Z is missing a value: m")]
    [InlineData("K=\"a\"\"b\"", "line 1: unexpected character \"\\\"\" in variable name \"\\\"b\\\"\"")]
    // Docker Compose counts the lines up to the end of the file and says 2.
    [InlineData("K=\"x\ny", "line 1: unterminated quoted value \"x")]
    public void Refuses(string text, string message)
    {
        var (_, diagnostics, _) = Read(text);

        diagnostics.Should().ContainSingle().Which.Summary.Should().Be("failed to read /p/e.env: " + message);
    }

    [Fact]
    public void Goes_on_after_a_mistake_and_names_the_place_of_each()
    {
        var (variables, diagnostics, source) = Read("A=1\nB/C=2\n# note\nD E=3\nF=${\nG=4\n");

        variables.Select(variable => variable.Key).Should().Equal("A", "G");
        diagnostics.Select(problem => source.Lines.Position(problem.Primary!.Span.Start)).Should().Equal(
            new LinePosition(2, 2), new LinePosition(4, 1), new LinePosition(5, 3));
        diagnostics.Select(problem => problem.Code).Should().Equal(
            DiagnosticCode.InvalidDotEnv, DiagnosticCode.InvalidDotEnv, DiagnosticCode.InvalidDotEnvReference);
    }

    [Fact]
    public void Warns_of_an_unset_variable_at_its_place()
    {
        var (_, diagnostics, source) = Read("A=1\nB=x$NOPE\n");

        var warning = diagnostics.Should().ContainSingle().Subject;
        warning.Severity.Should().Be(Severity.Warning);
        warning.Code.Should().Be(DiagnosticCode.DotEnvVariableNotSet);
        warning.Summary.Should().Be("The \"NOPE\" variable is not set. Defaulting to a blank string.");
        source.Lines.Position(warning.Primary!.Span.Start).Should().Be(new LinePosition(2, 4));
    }

    [Fact]
    public void A_value_knows_its_origin_and_statement()
    {
        var (variables, _, source) = Read("# c\nexport  KEY = \"a\nb\" # c\n");

        var value = variables.Single().Value;
        value.Origin.Should().Be("e.env");
        source.Text.Substring(value.Span.Start, value.Span.Length).Should().Be("KEY = \"a\nb\"");
    }

    [Fact]
    public void References_find_the_surroundings_then_this_file_then_earlier_files()
    {
        var source = new SourceSet().Add("e.env", "/p/e.env", "A=file\nB=file\nX=$A\nY=$B\nZ=$C\n");

        var variables = DotEnvFiles.DotEnv.Read(source, "e.env", Around, new DiagnosticBag(),
            name => name is "A" or "B" or "C" ? new EnvironmentValue("earlier", "other") : null);

        variables.ToDictionary(variable => variable.Key, variable => variable.Value.Value).Should()
            .Contain("X", "va").And.Contain("Y", "file").And.Contain("Z", "earlier");
    }

    [Theory]
    [InlineData("A=1\n# c\n  B=x y \nC='q'\nD=$A\nE=a #b\n", "A=1", "B=x y ", "C='q'", "D=$A", "E=a #b")]
    [InlineData("A\nB\n\n", "A=va")]
    [InlineData("\uFEFFA=1\r\nB=2\r\n", "A=1", "B=2")]
    [InlineData("K=a=b", "K=a=b")]
    public void Reads_the_raw_format(string text, params string[] expected)
    {
        var diagnostics = new DiagnosticBag();

        var variables = DotEnvFiles.DotEnv.ReadRaw(new SourceSet().Add("e.env", "/p/e.env", text), "e.env", Around, diagnostics);

        diagnostics.Should().BeEmpty();
        variables.Select(variable => $"{variable.Key}={variable.Value.Value}").Should().Equal(expected);
    }

    [Theory]
    [InlineData("A = 1", "variable 'A ' contains whitespaces")]
    [InlineData("=1", "no variable name on line '=1'")]
    public void Refuses_in_the_raw_format(string text, string message)
    {
        var diagnostics = new DiagnosticBag();

        DotEnvFiles.DotEnv.ReadRaw(new SourceSet().Add("e.env", "/p/e.env", text), "e.env", Around, diagnostics);

        diagnostics.Should().ContainSingle().Which.Summary.Should().EndWith(message);
    }

    private static EnvironmentValue? Around(string name) => name == "A" ? new EnvironmentValue("va", "shell") : null;

    private static (IReadOnlyList<KeyValuePair<string, EnvironmentValue>> Variables, DiagnosticBag Diagnostics, SourceText Source) Read(
        string text)
    {
        var source = new SourceSet().Add("e.env", "/p/e.env", text);
        var diagnostics = new DiagnosticBag();
        return (DotEnvFiles.DotEnv.Read(source, "e.env", Around, diagnostics), diagnostics, source);
    }
}
