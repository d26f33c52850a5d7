using System.Text;
using System.Text.Json;
using Compose.Cli.Rendering.Diagnostics;
using Compose.Cli.Terminals;
using Compose.Files.Diagnostics;
using Compose.Files.Text;
using FluentAssertions;
using Xunit;

namespace Compose.Cli.Tests;

public sealed class DiagnosticRenderingTests
{
    private readonly SourceSet _sources = new();
    private readonly SourceText _main;
    private readonly SourceText _other;

    public DiagnosticRenderingTests()
    {
        _main = _sources.Add(
            "compose.yaml", "/project/compose.yaml",
            "services:\n  web:\n    image: nginx\n    depends_on:\n      - dbb\n\tports: [\"猫猫\", x]\n" + new string('a', 300) + "b\n");
        _other = _sources.Add("over/ride.yaml", "/project/over/ride.yaml", "services:\n  web:\n    depends_on: [cache]\n");
    }

    [Fact]
    public void An_error_shows_where_and_what_to_do()
    {
        var problem = Diagnostic.Error(
            DiagnosticCode.BindWithoutSource, "service \"web\" depends on undefined service \"dbb\": invalid compose project",
            Span(_main, "dbb"), "no service of this name", "did you mean \"db\"?");

        Text(problem).Should().Be(
            """
            service "web" depends on undefined service "dbb": invalid compose project
             --> compose.yaml:5:9 [NC0601]
              |
            5 |       - dbb
              |         ^^^ no service of this name
              = help: did you mean "db"?

            """);
    }

    [Fact]
    public void Several_problems_come_in_the_order_of_the_files_with_all_their_places_and_a_count()
    {
        var late = Diagnostic.Error(
            DiagnosticCode.MergeTypeMismatch, "cannot override services.web.depends_on", Span(_other, "[cache]"), "a list here") with
        {
            Related = [new Label(Span(_main, "depends_on:"), "first here"), new Label(Span(_other, "web"), "this service")],
        };
        var early = Diagnostic.Warning(DiagnosticCode.ObsoleteVersion, "odd image", Span(_main, "nginx"), "", "two\nlines");
        var nowhere = Diagnostic.Error(DiagnosticCode.NoComposeFile, "no configuration file provided: not found", SourceSpan.None);

        Text(late, early, nowhere).Should().Be(
            """
            no configuration file provided: not found
              = code: NC0901

            warning: odd image
             --> compose.yaml:3:12 [NC0310]
              |
            3 |     image: nginx
              |            ^^^^^
              = help: two
              = help: lines

            cannot override services.web.depends_on
             --> over/ride.yaml:3:17 [NC0401]
              |
            2 |   web:
              |   --- this service
            3 |     depends_on: [cache]
              |                 ^^^^^^^ a list here
             ::: compose.yaml:4:5
              |
            4 |     depends_on:
              |     ----------- first here

            2 errors, 1 warning

            """);
    }

    [Theory]
    [InlineData("x]", "\n6 |     ports: [\"猫猫\", x]\n  |                     ^^\n")]
    [InlineData("猫猫", "\n6 |     ports: [\"猫猫\", x]\n  |              ^^^^\n")]
    [InlineData("ab\n",
        "aaab\n  |                                                                                                                                            ^^\n")]
    public void The_mark_stands_under_what_is_meant(string meant, string shown)
    {
        Text(Diagnostic.Error(DiagnosticCode.InvalidYaml, "here", Span(_main, meant))).Should().Contain(shown);
    }

    [Fact]
    public void A_span_at_the_end_of_a_file_is_shown_on_its_last_line()
    {
        var end = new SourceSpan(_other.Id, _other.Text.Length, 0);

        Text(Diagnostic.Error(DiagnosticCode.InvalidYaml, "unexpected end", end, "more was expected")).Should()
            .Contain("3 |     depends_on: [cache]\n  |                        ^ more was expected\n");
    }

    [Fact]
    public void Colours_add_nothing_but_colours()
    {
        var problem = Diagnostic.Error(DiagnosticCode.BindWithoutSource, "wrong", Span(_main, "dbb"), "here", "do that");
        var colored = DiagnosticText.Render(DiagnosticReport.Of([problem], _sources), Style.Colored);

        colored.Should().Contain("\e[1;31mwrong\e[0m\n");
        System.Text.RegularExpressions.Regex.Replace(colored, "\e\\[[0-9;]*m", "").Should().Be(Text(problem));
    }

    [Fact]
    public void Json_is_one_object_per_line_with_all_positions()
    {
        var problem = Diagnostic.Error(
            DiagnosticCode.BindWithoutSource, "wrong \"thing\"", Span(_main, "dbb"), "here", "do that",
            AttributePath.Parse("services.web.depends_on.0")) with
        { Related = [new Label(Span(_other, "web"), "there")] };
        var stream = new MemoryStream();
        DiagnosticJson.Write(DiagnosticReport.Of([problem], _sources), stream);

        Encoding.UTF8.GetString(stream.ToArray()).Should().Be(
            """{"severity":"error","code":"NC0601","message":"wrong \"thing\"","attribute":"services.web.depends_on.0","label":"here","file":"/project/compose.yaml","line":5,"column":9,"endLine":5,"endColumn":12,"help":"do that","related":[{"label":"there","file":"/project/over/ride.yaml","line":2,"column":3,"endLine":2,"endColumn":6}]}""" + "\n");
    }

    [Fact]
    public void Sarif_names_rule_place_and_related_places()
    {
        var problem = Diagnostic.Warning(
            DiagnosticCode.BindWithoutSource, "wrong", Span(_main, "dbb"),
            "here") with
        { Related = [new Label(Span(_other, "web"), "there")] };
        var stream = new MemoryStream();
        DiagnosticSarif.Write(DiagnosticReport.Of([problem], _sources), stream);

        using var document = JsonDocument.Parse(stream.ToArray());
        var run = document.RootElement.GetProperty("runs")[0];
        run.GetProperty("tool").GetProperty("driver").GetProperty("rules")[0].GetProperty("id").GetString().Should().Be("NC0601");
        var result = run.GetProperty("results")[0];
        result.GetProperty("level").GetString().Should().Be("warning");
        result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region").GetProperty("startLine").GetInt32()
            .Should().Be(5);
        result.GetProperty("relatedLocations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri")
            .GetString().Should().Be("over/ride.yaml");
    }

    [Theory]
    [InlineData(null, "/project/compose.yaml")]
    [InlineData("", "/project/compose.yaml")]
    [InlineData("/project", "compose.yaml")]
    [InlineData("/project/", "compose.yaml")]
    [InlineData("/", "project/compose.yaml")]
    [InlineData("/elsewhere", "/project/compose.yaml")]
    [InlineData("/project/sub", "/project/compose.yaml")]
    public void GitHub_annotations_are_escaped_and_name_files_from_the_folder_of_the_repository(string? workspace, string file)
    {
        var problem = Diagnostic.Error(DiagnosticCode.BindWithoutSource, "100% wrong", Span(_main, "dbb"), "", "one\ntwo");

        DiagnosticGitHub.Render(DiagnosticReport.Of([problem], _sources), workspace).Should().Be(
            $"::error file={file},line=5,endLine=5,col=9,endColumn=12,title=NC0601::100%25 wrong%0Aone%0Atwo\n");
    }

    [Fact]
    public void In_properties_of_an_annotation_colons_and_commas_are_escaped_too() =>
        new GitHubAnnotation("/repo").Render("error", "a: b, 50%\r\n", "c: d, 50%\r\n", "/repo/x,y:z", 3).Should()
            .Be("::error file=x%2Cy%3Az,line=3,title=a%3A b%2C 50%25%0D%0A::c: d, 50%25%0D%0A\n");

    [Fact]
    public void Of_very_many_problems_the_first_are_shown_errors_before_warnings()
    {
        var warnings = Enumerable.Range(0, 8000)
            .Select(i => Diagnostic.Warning(DiagnosticCode.VariableNotSet, $"warning {i}", Span(_main, "nginx")));
        var errors = Enumerable.Range(0, 3)
            .Select(i => Diagnostic.Error(DiagnosticCode.MergeTypeMismatch, $"error {i}", Span(_main, "dbb")));

        var text = Text([.. warnings, .. errors]);

        text.Split("\n -->").Should().HaveCount(DiagnosticText.MaxShown + 1);
        text.Should().Contain("warning 96\n").And.NotContain("warning 97\n").And.Contain("error 2\n").And.EndWith(
            "3 errors, 8000 warnings; 7903 of them are not shown\n");
    }

    private string Text(params Diagnostic[] problems) => DiagnosticText.Render(DiagnosticReport.Of(problems, _sources), Style.Plain);

    private static SourceSpan Span(SourceText source, string text) =>
        new(source.Id, source.Text.IndexOf(text, StringComparison.Ordinal), text.TrimEnd('\n').Length);
}
