using System.Collections.Immutable;
using Compose.Cli.Rendering.Templates;
using FluentAssertions;
using Xunit;

namespace Compose.Cli.Tests;

/// <summary>Templates as docker's users write them.</summary>
public sealed class TemplateTests
{
    private static readonly TemplateValue.Fields Row = new(
        [
            new("Name", TemplateValue.Of("web-1")),
            new("Labels", TemplateValue.Of("a=1,b=<2>")),
            new("ExitCode", TemplateValue.Of(3)),
            new("Healthy", TemplateValue.Of(false)),
            new("Ports", new TemplateValue.List([TemplateValue.Of("80"), TemplateValue.Of("443")])),
            new("Publishers", new TemplateValue.List(
                [new TemplateValue.Fields(new KeyValuePair<string, TemplateValue>("TargetPort", TemplateValue.Of(80)))])),
        ],
        ImmutableDictionary<string, Func<string, TemplateValue>>.Empty.Add("Label", name => TemplateValue.Of("label of " + name)));

    private static readonly Dictionary<string, string> Headers = new()
    { ["Name"] = "NAME", ["Labels"] = "LABELS", ["ExitCode"] = "EXIT CODE", ["Ports"] = "PORTS" };

    [Theory]
    [InlineData("{{.Name}}", "web-1")]
    [InlineData("a {{ .Name | upper }} b", "a WEB-1 b")]
    [InlineData("{{upper .Name}}{{lower \"ABC\"}}{{title \"two words\"}}", "WEB-1abcTwo Words")]
    [InlineData("{{json .}}",
        """{"Name":"web-1","Labels":"a=1,b=\u003c2\u003e","ExitCode":3,"Healthy":false,"Ports":["80","443"],"Publishers":[{"TargetPort":80}]}""")]
    [InlineData("{{json .Ports}} {{.Ports}}", """["80","443"] [80 443]""")]
    [InlineData("{{join .Ports \", \"}}", "80, 443")]
    [InlineData("{{index .Ports 1}} {{len .Ports}} {{index (split .Labels \",\") 0}}", "443 2 a=1")]
    [InlineData("{{truncate .Name 3}} {{.Name | truncate 2}}", "web we")]
    [InlineData("{{.Label \"x.y\"}}", "label of x.y")]
    [InlineData("{{if .Healthy}}up{{else if eq .ExitCode 3}}three{{else}}down{{end}}", "three")]
    [InlineData("{{if and (gt .ExitCode 2) (not .Healthy)}}bad{{end}}", "bad")]
    [InlineData("{{if or .Healthy (ne .Name \"web-1\")}}x{{else}}y{{end}}", "y")]
    [InlineData("{{range $i, $p := .Ports}}{{$i}}={{$p}};{{end}}{{range .Publishers}}{{.TargetPort}}{{end}}", "0=80;1=443;80")]
    [InlineData("{{range split \"\" \",\" }}[{{.}}]{{end}}", "[]")]
    [InlineData("{{with .Name}}<{{.}}>{{end}}{{with .Healthy}}x{{else}}{{$.Name}}{{end}}", "<web-1>web-1")]
    [InlineData("{{$n := .Name}}{{$n}}{{$n = \"z\"}}{{$n}}", "web-1z")]
    [InlineData("a {{- /* no */ -}} b{{/* comment */}}{{- \" c\" -}} d", "ab cd")]
    [InlineData("{{printf \"%-6s|%3d|%q\" .Name .ExitCode `x`}}", "web-1 |  3|\"x\"")]
    [InlineData("{{slice .Name 1 3}}{{slice .Name 3}}{{slice .Name}} {{slice .Ports 1}}", "eb-1web-1 [443]")]
    [InlineData("{{print 1 2 .Name 3 true}}", "1 2web-13 true")]
    [InlineData("{{printf \"%03d|%.2s|%-4.2s|%5.9s|%%\" .ExitCode .Name .Name .Name}}", "003|we|we  |web-1|%")]
    [InlineData("{{println .Name .ExitCode}}", "web-1 3\n")]
    [InlineData("{{.Name}}\\t{{.ExitCode}}", "web-1\t3")]
    public void A_template_is_printed_once_per_row(string format, string printed)
    {
        var (template, problem) = OutputTemplate.Parse(format, "");

        problem.Should().BeNull();
        template!.Render([Row], Headers).Text.Should().Be(printed + "\n");
    }

    [Theory]
    [InlineData("table {{.Name}}\\t{{.ExitCode}}\\t{{upper .Ports}}", "NAME      EXIT CODE   PORTS\nweb-1     3           [80 443]\n")]
    [InlineData("table {{.Name}}\\t{{.Label \"com.example.some-team\"}}",
        "NAME      some team\nweb-1     label of com.example.some-team\n")]
    [InlineData("", "NAME\nweb-1\n")]
    [InlineData("table", "NAME\nweb-1\n")]
    public void A_table_has_heads(string format, string printed)
    {
        var (template, _) = OutputTemplate.Parse(format, "{{.Name}}");

        template!.Render([Row], Headers).Text.Should().Be(printed);
    }

    [Theory]
    [InlineData("{{foo .Name}}",
        "template parsing error: template: :1: function \"foo\" not defined\n  |\n  | {{foo .Name}}\n  |   ^^^\n  = help: functions are")]
    [InlineData("{{uper .Name}}", "did you mean upper?")]
    [InlineData("{{.Name", "unclosed action\n  |\n  | {{.Name\n  | ^^\n")]
    [InlineData("x{{if .Name}}y", "unexpected EOF\n  |\n  | x{{if .Name}}y\n  |    ^^\n  = help: if needs its {{end}}")]
    [InlineData("{{end}}", "unexpected {{end}}")]
    [InlineData("{{}}", "missing value for command")]
    [InlineData("{{\"x}}", "unterminated quoted string")]
    [InlineData("{{.Name | 3}}", "non executable command in pipeline")]
    [InlineData("{{template \"x\"}}", "template is not supported")]
    public void A_broken_template_is_shown_with_the_place(string format, string said)
    {
        OutputTemplate.Parse(format, "").Problem.Should().Contain(said);
    }

    [Theory]
    [InlineData("{{.Nmae}}",
        "template parsing error: template: :1:2: executing \"\" at <.Nmae>: can't evaluate field Nmae\n  |\n  | {{.Nmae}}\n  |   ^^^^^\n  = help: did you mean .Name?\n")]
    [InlineData("{{.Name.Deep}}", "can't evaluate field Deep")]
    [InlineData("{{index .Ports 5}}", "error calling index: index out of range: 5")]
    [InlineData("{{slice .Name 2 9}}", "error calling slice: index out of range: 9")]
    [InlineData("{{slice .Name 3 1}}", "error calling slice: invalid slice index: 3 > 1")]
    [InlineData("{{range .Name}}x{{end}}", "range can't iterate over web-1")]
    [InlineData("{{$x}}", "undefined variable \"$x\"")]
    [InlineData("{{lt .Name 3}}", "incompatible types for comparison")]
    public void An_error_on_a_row_points_into_the_template(string format, string said)
    {
        OutputTemplate.Parse(format, "").Template!.Render([Row], Headers).Problem.Should().Contain(said);
    }
}
