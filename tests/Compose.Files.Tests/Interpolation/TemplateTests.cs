using Compose.Files.Environment;
using Compose.Files.Interpolation;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Interpolation;

/// <summary>
/// A is "va", E is blank, everything else is unset. Results and messages are those of Docker Compose 2.40.3 unless a comment says
/// otherwise.
/// </summary>
public sealed class TemplateTests
{
    [Theory]
    [InlineData("$A", "va")]
    [InlineData("${A}", "va")]
    [InlineData("$$A", "$A")]
    [InlineData("$${A}", "${A}")]
    [InlineData("a $ b", "a $ b")]
    [InlineData("$1", "$1")]
    [InlineData("$", "$")]
    [InlineData("a$", "a$")]
    [InlineData("$(x)", "$(x)")]
    [InlineData("$-", "$-")]
    [InlineData("$É", "$É")]
    [InlineData("${U}", "", "U")]
    [InlineData("$U", "", "U")]
    [InlineData("${U-d}", "d")]
    [InlineData("${U:-d}", "d")]
    [InlineData("${E-d}", "")]
    [InlineData("${E:-d}", "d")]
    [InlineData("${E:+x}", "")]
    [InlineData("${E+x}", "x")]
    [InlineData("${A:+x}", "x")]
    [InlineData("${A+x}", "x")]
    [InlineData("${U+x}", "")]
    [InlineData("${U:+x}", "")]
    [InlineData("${E?m}", "")]
    [InlineData("${A:?m}", "va")]
    [InlineData("${A-b:-c}", "va")]
    [InlineData("${U-b:-c}", "b:-c")]
    [InlineData("${U:-{\"a\":\"b\"}}", "{\"a\":\"b\"}")]
    [InlineData("${U:-a}b}", "ab}")]
    [InlineData("${U:-${A}}", "va")]
    [InlineData("${U:-${U2:-deep}}", "deep")]
    [InlineData("${U:-$A x}", "va x")]
    [InlineData("${A} ${U:-x} ${A}", "va x va")]
    [InlineData("${U:-x}${U:-y}", "xy")]
    [InlineData("${U:-{x}", "{x")]
    [InlineData("${U:-{}}", "{}")]
    [InlineData("${U:-y}} $", "y} $")]
    [InlineData("${U:-a$$b}", "a$b")]
    [InlineData("$A$A", "vava")]
    [InlineData("$A-$U", "va-", "U")]
    [InlineData("${A}}", "va}")]
    [InlineData("{$A}", "{va}")]
    [InlineData("${U:-a b}", "a b")]
    [InlineData("${U-}", "")]
    [InlineData("${U:-}", "")]
    [InlineData("${a_b}", "", "a_b")]
    [InlineData("$A.b", "va.b")]
    [InlineData("${A:-$U}", "va")]
    [InlineData("${U:+$U}", "")]
    [InlineData("${U:-\"q\"}", "\"q\"")]
    [InlineData("$2a$10$abc", "$2a$10", "abc")]
    [InlineData("${A?}", "va")]
    [InlineData("${U:-:-}", ":-")]
    [InlineData("${U--}", "-")]
    [InlineData("${U:-${A:+${E:-z}}}", "z")]
    [InlineData("${_X:-1}", "1")]
    [InlineData("$_X", "", "_X")]
    [InlineData("${U:-\\}", "\\")]
    [InlineData("${U:-$}", "$")]
    [InlineData("${U:-$$}", "$")]
    [InlineData("${U:-}x}", "x}")]
    [InlineData("${U:-x}$$", "x$")]
    [InlineData("$${U:-x}", "${U:-x}")]
    [InlineData("$$$A", "$va")]
    [InlineData("$$$$A", "$$A")]
    // Docker Compose takes the braces of "{}" for unbalanced and refuses this.
    [InlineData("${U:-{}} and ${A}", "{} and va")]
    // Docker Compose refuses defaults of several lines.
    [InlineData("${U:-x\ny}", "x\ny")]
    public void Evaluates(string text, string expected, params string[] unset)
    {
        var scope = new Scope();

        var result = Template.Evaluate(text, scope);

        result.Error.Should().BeNull();
        result.Text.Should().Be(expected);
        scope.Uses.Where(use => use.Outcome == TemplateOutcome.Unset).Select(use => use.Name).Distinct().Should().Equal(unset);
    }

    [Theory]
    [InlineData("${", "${")]
    [InlineData("${}", "${}")]
    [InlineData("${1A}", "${1A}")]
    [InlineData("${ A }", "${ A }")]
    [InlineData("${A!}", "${A!}")]
    [InlineData("${A:x}", "${A:x}")]
    [InlineData("${A:=x}", "${A:=x}")]
    [InlineData("${A=x}", "${A=x}")]
    [InlineData("${A/b/c}", "${A/b/c}")]
    [InlineData("${A", "${A")]
    [InlineData("${U:-${B}", "${B")]
    [InlineData("x${U:-y} ${ z", "x${U:-y} ${ z")]
    [InlineData("${U:-y} ${1} z", " ${1}")]
    public void Refuses_what_is_no_template_and_quotes_it(string text, string quoted)
    {
        var error = Template.Evaluate(text, new Scope()).Error;

        error!.Variable.Should().BeNull();
        error.Text.Should().Be(quoted);
        text.Substring(error.Offset, 2).Should().Be("${");
    }

    [Theory]
    [InlineData("${U:?m}", "required variable U is missing a value: m")]
    [InlineData("${U?m}", "required variable U is missing a value: m")]
    [InlineData("${U:?}", "required variable U is missing a value")]
    [InlineData("${U?}", "required variable U is missing a value")]
    [InlineData("${E:?m}", "required variable E is missing a value: m")]
    [InlineData("${U?b:-c}", "required variable U is missing a value: b:-c")]
    [InlineData("${U:?no $A}", "required variable U is missing a value: no va")]
    public void Refuses_a_required_variable_without_a_value(string text, string message)
    {
        var error = Template.Evaluate(text, new Scope()).Error;

        error!.Message.Should().Be(message);
        text.Substring(error.Offset, error.Length).Should().StartWith("${").And.EndWith("}");
    }

    [Fact]
    public void Reports_every_use_with_its_place_and_outcome()
    {
        var scope = new Scope();

        Template.Evaluate("$A-${U:-x${E:-${A}}}-${E+alt}-${U:+no}-$U2", scope);

        scope.Uses.Select(use => (use.Name, use.Offset, use.Length, use.Outcome)).Should().Equal(
            ("A", 0, 2, TemplateOutcome.Value),
            ("U", 3, 17, TemplateOutcome.Default),
            ("E", 9, 10, TemplateOutcome.Default),
            ("A", 14, 4, TemplateOutcome.Value),
            ("E", 21, 8, TemplateOutcome.Alternate),
            ("U", 30, 8, TemplateOutcome.Blank),
            ("U2", 39, 3, TemplateOutcome.Unset));
        scope.Uses[0].Value!.Origin.Should().Be("shell");
    }

    [Fact]
    public void Text_without_a_dollar_sign_is_returned_as_it_is()
    {
        var text = new string('x', 10);

        Template.Evaluate(text, new Scope()).Text.Should().BeSameAs(text);
    }

    [Theory]
    [InlineData("$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy", true)]
    [InlineData("admin:$apr1$abc$def", true)]
    [InlineData("$2 and $A", false)]
    [InlineData("costs 2a", false)]
    public void Knows_password_hashes(string text, bool expected) => Template.LooksLikeHash(text).Should().Be(expected);

    [Theory]
    [InlineData("$$x ${A} $1")]
    [InlineData("${")]
    public void Escaped_text_evaluates_to_itself(string text) =>
    Template.Evaluate(Template.Escape(text), new Scope()).Text.Should().Be(text);

    [Fact]
    public void Lists_variables_with_defaults_nested_ones_too()
    {
        var variables = Template.Variables("$A ${B:-x${C-y}} ${D:+z} ${E?why} $$F ${} ${G:-$H}");

        variables.Should().Equal(
            new TemplateVariable("A", "", "", false),
            new TemplateVariable("B", "x${C-y}", "", false),
            new TemplateVariable("C", "y", "", false),
            new TemplateVariable("D", "", "z", false),
            new TemplateVariable("E", "", "", true),
            new TemplateVariable("G", "$H", "", false),
            new TemplateVariable("H", "", "", false));
    }

    [Fact]
    public void Hostile_nesting_ends_in_an_error_and_long_lists_in_linear_time()
    {
        Template.Evaluate(string.Concat(Enumerable.Repeat("${U:-", 5_000)) + new string('}', 5_000), new Scope()).Error.Should()
            .NotBeNull();
        Template.Evaluate(string.Concat(Enumerable.Repeat("${U:-x}", 20_000)), new Scope()).Text.Should().HaveLength(20_000);
    }

    private sealed class Scope : TemplateScope
    {
        public List<TemplateUse> Uses { get; } = [];

        public override EnvironmentValue? Find(string name) => name switch
        {
            "A" => new EnvironmentValue("va", "shell"),
            "E" => new EnvironmentValue("", "shell"),
            _ => null,
        };

        public override void Used(in TemplateUse use) => Uses.Add(use);
    }
}
