using System.Xml.Linq;
using System.Xml.Schema;
using Compose.Cli.Commands.Ci;
using Compose.Cli.Commands.With;
using Compose.Execution.Queries;
using Compose.Files.Model;
using Compose.Testing;
using FluentAssertions;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Xunit;

namespace Compose.Cli.Tests;

public sealed class CiReportTests
{
    private static readonly ServiceCase[] Cases =
    [
        new("web", "running (healthy)") { Time = TimeSpan.FromMilliseconds(1250) },
        new("db", "exited (1)", "container demo-db-1 exited (1)", "last lines:\n  \e[31mno <table> & \"quotes\"\0\n  ```"),
        new("api|v2", "not started"),
    ];

    [Fact]
    public void JUnit_has_a_case_for_each_service_and_holds_any_log()
    {
        var suite = XDocument.Parse(JUnitReport.Of("demo", Cases, TimeSpan.FromSeconds(1.5))).Root!.Elements("testsuite").Should()
            .ContainSingle().Subject;

        suite.Attributes().Select(attribute => $"{attribute.Name}={attribute.Value}").Should()
            .Equal("name=demo", "tests=3", "failures=1", "errors=0", "skipped=1", "time=1.500");
        suite.Elements("testcase").Select(item => $"{item.Attribute("name")!.Value}: {item.Elements().First().Name}").Should()
            .Equal("web: system-out", "db: failure", "api|v2: skipped");
        suite.Elements("testcase").Select(item => item.Attribute("time")?.Value).Should().Equal("1.250", null, null);
        var failure = suite.Descendants("failure").Single();
        failure.Attribute("message")!.Value.Should().Be("container demo-db-1 exited (1)");
        failure.Value.Should().Be("last lines:\n  [31mno <table> & \"quotes\"\n  ```");
    }

    [Fact]
    public void JUnit_is_valid()
    {
        var schemas = new XmlSchemaSet();
        schemas.Add(null, RepositoryRoot.Combine("schemas", "junit.xsd"));
        var report = XDocument.Parse(JUnitReport.Of("demo", Cases, TimeSpan.FromSeconds(1.5)));
        Problems().Should().BeEmpty();
        report.Descendants("testsuite").Single().SetAttributeValue("tests", "many");
        report.Descendants("failure").Single().Name = "failed";
        Problems().Should().HaveCount(2, "both changes are mistakes");

        List<string> Problems()
        {
            var problems = new List<string>();
            report.Validate(schemas, (_, problem) => problems.Add(problem.Message));
            return problems;
        }
    }

    [Fact]
    public void The_summary_is_a_table_of_the_services()
    {
        StepSummary.Of("demo", Cases, TimeSpan.FromSeconds(1.5)).Should().Be("""
            ### ❌ ncompose: demo

            | service | state | result |
            |---|---|---|
            | web | running (healthy) | ✅ |
            | db | exited (1) | ❌ container demo-db-1 exited (1) |
            | api\|v2 | not started | not started |

            1.5 s

            <details><summary>db</summary>

            ````text
            last lines:
              [31mno <table> & "quotes"
              ```
            ````

            </details>


            """.Replace("[31mno", "\e[31mno", StringComparison.Ordinal).Replace("\"quotes\"", "\"quotes\"\0", StringComparison.Ordinal));
    }

    /// <summary>
    /// Read by a parser of Markdown with the tables of GitHub: every text is that of the case, and nothing in it is markup.
    /// </summary>
    [Theory]
    [InlineData("container a_b-db-1 exited (1)")]
    [InlineData("a | b \\| c \\\\| d")]
    [InlineData("**x** _y_ ~~z~~ `q` # 1. [l](http://a) ![i](http://b) <img src=x> &amp; <!-- -->")]
    [InlineData("``` \\` $x$ :tada: | - | - |")]
    public void A_message_cannot_change_the_layout_of_the_summary(string message)
    {
        ServiceCase[] cases = [new("web_1", "running"), new("db", "exited (1)", message, $"{message}\n</details>\n```\n{message}")];
        var pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseEmphasisExtras().Build();

        var page = Markdown.Parse(
            StepSummary.Of("demo_x", cases, TimeSpan.FromSeconds(1)) + StepSummary.OfCommand("npm_x", 4, TimeSpan.Zero), pipeline);

        var rows = page.Descendants<Table>().Should().ContainSingle().Subject.Cast<TableRow>()
            .Select(row => row.Cast<TableCell>().Select(TextOf));
        rows.Should().BeEquivalentTo((string[][])
            [["service", "state", "result"], ["web_1", "running", "✅"], ["db", "exited (1)", "❌ " + message]],
            options => options.WithStrictOrdering());
        page.Descendants<LeafInline>().Should().NotContain(inline => inline is HtmlInline || inline is CodeInline);
        page.Descendants<EmphasisInline>().Should().BeEmpty();
        page.Descendants<LinkInline>().Should().BeEmpty();
        page.Descendants<FencedCodeBlock>().Should().ContainSingle().Which.Lines.ToString().Should()
            .Be($"{message}\n</details>\n```\n{message}");
        page.Descendants<HtmlBlock>().Select(block => block.Lines.ToString()).Should()
            .Equal("<details><summary>db</summary>", "</details>");
        page.OfType<ParagraphBlock>().Select(block => TextOf(block.Inline!)).Should().Equal("1.0 s", "❌ The command (npm_x) ended with exit code 4 after 0.0 s.");
    }

    private static string TextOf(MarkdownObject block) =>
        string.Concat(block.Descendants<LiteralInline>().Select(literal => literal.Content.ToString()));

    [Theory]
    [InlineData("unix:///var/run/docker.sock", "127.0.0.1")]
    [InlineData("tcp://build-host:2376", "build-host")]
    [InlineData("ssh://me@build-host", "build-host")]
    public void Addresses_of_the_first_replica_are_variables(string engine, string host)
    {
        ContainerRow[] containers =
        [
            Container("my-web", 2, new PublishedPort("0.0.0.0", 8080, 40002, "tcp")),
            Container(
                "my-web", 1, new PublishedPort("::", 8080, 40001, "tcp"), new PublishedPort("0.0.0.0", 8080, 40000, "tcp"),
                new PublishedPort("0.0.0.0", 53, 40003, "udp"), new PublishedPort("", 9000, 0, "tcp")),
            Container("db", 1, new PublishedPort("127.0.0.2", 5432, 15432, "tcp")),
            Container("worker", 1),
        ];

        ServiceAddresses.Of("demo-1", containers, engine).Select(variable => $"{variable.Key}={variable.Value}").Should().Equal(
            "COMPOSE_PROJECT_NAME=demo-1", "DB_HOST=127.0.0.2", "DB_PORT=15432", "DB_PORT_5432=15432",
            $"MY_WEB_HOST={host}", "MY_WEB_PORT=40000", "MY_WEB_PORT_53_UDP=40003", "MY_WEB_PORT_8080=40000");
    }

    [Theory]
    [InlineData("services: {web: {imagee: nginx}}", "NC0302")]
    [InlineData("services: {web: {image: nginx, depends_on: [nothing]}}", "NC0714")]
    public void With_wrong_files_no_stack_is_begun_and_the_report_has_the_reason(string files, string code)
    {
        using var run = new Run().File("compose.yaml", files).Ncompose("with", "--junit", "out/report.xml", "--", "true");
        run.Error.Should().Contain(code).And.NotContain("is not removed");
        run.ExitCode.Should().Be(1);
        var failure = XDocument.Load(Path.Combine(run.Folder, "out/report.xml")).Descendants("failure").Single();
        failure.Attribute("message")!.Value.Should().StartWith("compose.yaml:1: ");
    }

    [Fact]
    public void Without_files_with_fails()
    {
        using var run = new Run().Ncompose("with", "--", "true");
        run.Error.Should().Contain("NC0901");
        run.ExitCode.Should().Be(1);
    }

    [Fact]
    public void With_needs_a_command_and_files_that_can_be_read_again()
    {
        using var run = new Run().File("compose.yaml", "services: {web: {image: nginx}}").Input("services: {web: {image: nginx}}");
        run.Ncompose("with").FirstErrorLine.Should().Be("requires at least 1 arg(s), only received 0");
        run.Ncompose("-f", "-", "with", "--", "true").FirstErrorLine.Should()
            .Be("`with` reads the files several times, which standard input cannot be");
        run.Ncompose("with", "--timeout", "-1", "--", "true").FirstErrorLine.Should()
            .Be("--timeout and --wait-timeout must be non-negative integers");
    }

    private static ContainerRow Container(string service, int number, params PublishedPort[] ports) => new()
    {
        Id = $"{service}{number}",
        Name = $"demo-{service}-{number}",
        Ports = [.. ports],
        Labels = new NamedMap<string>(
            [KeyValuePair.Create("com.docker.compose.service", service),
                KeyValuePair.Create("com.docker.compose.container-number", $"{number}")]),
    };
}
