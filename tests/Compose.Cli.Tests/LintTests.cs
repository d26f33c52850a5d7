using System.Text.Json;
using Compose.Cli.Commands.Lint;
using Compose.Files.Diagnostics;
using Compose.Planning.Lint.Rules;
using Compose.Testing;
using FluentAssertions;
using Xunit;

namespace Compose.Cli.Tests;

public sealed class LintTests
{
    private const string Unwise = """
        services:
          web:
            image: nginx:latest
            ports: ["8080:80"]
            depends_on: {db: {condition: service_healthy}}
          db:
            image: redis:7
            privileged: true
        """;

    [Fact]
    public void Findings_have_place_rule_and_help()
    {
        using var run = new Run().File("compose.yaml", Unwise).Ncompose("lint");

        run.Output.Should().Be("""
            warning: services.web.image: the image nginx:latest has the tag latest
             --> compose.yaml:3:12 [NC1601]
              |
            3 |     image: nginx:latest
              |            ^^^^^^^^^^^^ latest-tag
              = help: name a version, or pin the digest with `ncompose lock`

            note: services.web.ports: the port is published on all addresses of the host
             --> compose.yaml:4:13 [NC1606]
              |
            4 |     ports: ["8080:80"]
              |             ^^^^^^^^^ published-on-all-addresses
              = help: write 127.0.0.1 before it, unless other machines use it

            note: services.web.depends_on: waits for the health of db, which declares no health check, so its image must have one
             --> compose.yaml:5:18 [NC1602]
              |
            5 |     depends_on: {db: {condition: service_healthy}}
              |                  ^^ no-health-check
              = help: add a healthcheck to db, or wait for service_started

            warning: services.db.privileged: a privileged container has all rights on the host
             --> compose.yaml:8:17 [NC1604]
              |
            8 |     privileged: true
              |                 ^^^^ privileged
              = help: name the capabilities (cap_add) and devices that it needs

            2 warnings, 2 notes

            """);
        run.Error.Should().BeEmpty();
        run.ExitCode.Should().Be(0);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("--strict", 1)]
    public void Warnings_fail_only_where_it_is_strict(string flag, int expected)
    {
        using var run = new Run().File("compose.yaml", Unwise)
            .Ncompose(["lint", .. flag.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        run.ExitCode.Should().Be(expected);
    }

    [Theory]
    [InlineData("", "x-ncompose: {lint: {latest-tag: off}}", "")]
    [InlineData("", "x-ncompose: {lint: {latest-tag: false}}", "")]
    [InlineData("", "x-ncompose: {lint: {latest-tag: error}}", "error 1")]
    [InlineData("", "x-ncompose: {lint: {latest-tag: note, no-memory-limit: warning}}", "note 0, warning 0")]
    [InlineData("x-ncompose: {lint: {latest-tag: off}}", "x-ncompose: {lint: {latest-tag: error}}", "")]
    [InlineData("x-ncompose: {lint: {latest-tag: error}}", "x-ncompose: {lint: {latest-tag: off}}", "error 1")]
    public void The_project_and_a_service_set_severities(string ofService, string ofProject, string expected)
    {
        using var run = new Run().File("compose.yaml", $"services:\n  web:\n    image: nginx\n    {ofService}\n{ofProject}\n")
            .Ncompose("lint", "--format", "json");

        var severities = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
            $"{JsonDocument.Parse(line).RootElement.GetProperty("severity").GetString()} {run.ExitCode}").Order();
        string.Join(", ", severities).Should().Be(expected);
    }

    [Theory]
    [InlineData("lint: {latest-tags: off}", "x-ncompose.lint.latest-tags: there is no such rule", "did you mean \"latest-tag\"?")]
    [InlineData("lint: {whatever: off}", "x-ncompose.lint.whatever: there is no such rule", "`ncompose lint --rules` lists them")]
    [InlineData("lint: {latest-tag: loud}", "x-ncompose.lint.latest-tag: the severity must be off, note, warning or error", "")]
    [InlineData("lint: [latest-tag]", "x-ncompose.lint: must be a mapping of rules", "{latest-tag: off}")]
    public void A_wrong_setting_is_an_error_at_its_line_for_every_command(string setting, string problem, string help)
    {
        using var run = new Run().File("compose.yaml", $"services: {{web: {{image: \"nginx:1\"}}}}\nx-ncompose: {{{setting}}}\n")
            .Ncompose("config");

        run.FirstErrorLine.Should().Be(problem);
        run.Error.Should().Contain("compose.yaml:2:").And.Contain("NC0791]");
        run.Error.Contains("= help: ").Should().Be(help.Length > 0);
        run.Error.Contains(help).Should().BeTrue();
        run.ExitCode.Should().Be(1);
    }

    [Theory]
    [InlineData("image: 'db:1'", "", "note")]
    [InlineData("image: 'db:1', healthcheck: {disable: true}", "", "warning")]
    [InlineData("image: 'db:1'", "x-ncompose: {lint: {no-health-check: error}}", "error")]
    [InlineData("image: 'db:1'", "x-ncompose: {lint: {no-health-check: off}}", "")]
    public void An_image_that_is_not_built_here_may_have_a_health_check(string db, string ofProject, string expected)
    {
        using var run = new Run().File("compose.yaml",
            $"services:\n  web: {{image: 'web:1', depends_on: {{db: {{condition: service_healthy}}}}}}\n  db: {{{db}}}\n{ofProject}\n")
            .Ncompose("lint", "--format", "json");

        string.Join(' ', run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("severity").GetString())).Should().Be(expected);
    }

    [Fact]
    public void Problems_of_the_load_are_in_the_report_and_fail()
    {
        using var run = new Run().File("compose.yaml", "services: {web: {imagee: nginx}}\n").Ncompose("lint");
        run.Output.Should().Contain("NC0302");
        run.ExitCode.Should().Be(1);
    }

    [Fact]
    public void Without_a_file_it_fails()
    {
        using var run = new Run().Ncompose("lint");
        run.Output.Should().Contain("NC0901");
        run.ExitCode.Should().Be(1);
    }

    [Fact]
    public void Services_of_all_profiles_and_jobs_are_looked_at()
    {
        using var run = new Run().File("compose.yaml", """
            services: {web: {image: "nginx:1"}, debug: {image: tools, profiles: [debug]}}
            jobs: {nightly: {image: cron, triggers: {manual: true}}}
            """).Ncompose("lint");
        run.Output.Should().Contain("services.debug.image").And.Contain("jobs.nightly.image");
    }

    [Fact]
    public void Profiles_that_exclude_each_other_are_no_error()
    {
        using var run = new Run().File("compose.yaml", """
            services:
              cpu: {image: "llm:1", container_name: llm, profiles: [cpu]}
              gpu: {image: "llm:1", container_name: llm, profiles: [gpu]}
              web: {image: nginx}
            """).Ncompose("lint");
        run.Output.Should().Contain("services.web.image");
        run.ExitCode.Should().Be(0);
    }

    [Fact]
    public void A_health_check_of_the_Dockerfile_is_found()
    {
        using var run = new Run().File("compose.yaml", """
            services:
              web: {image: "nginx:1", depends_on: {api: {condition: service_healthy}, bare: {condition: service_healthy}}}
              api: {build: api}
              bare: {build: bare}
            """).File("api/Dockerfile", "FROM busybox\nHEALTHCHECK CMD true\n").File("bare/Dockerfile", "FROM busybox\n").Ncompose("lint");
        run.Output.Should()
            .Contain("the health of bare, which has no health check here and none in its Dockerfile").And.NotContain("the health of api");
    }

    [Fact]
    public void On_GitHub_findings_are_annotations()
    {
        using var run = new Run().File("compose.yaml", Unwise).Variable("GITHUB_ACTIONS", "true").Ncompose("lint");
        run.Output.Should().Contain("::warning file=").And.Contain("line=3,endLine=3,col=12,endColumn=24,title=NC1601::services.web.image");
    }

    [Fact]
    public void Rules_are_listed_and_documented()
    {
        using var run = new Run().Ncompose("lint", "--rules");

        var page = File.ReadAllLines(RepositoryRoot.Combine("docs", "lint.md"));
        var catalogue = DiagnosticCatalogue.Read();
        foreach (var rule in RuleSet.All)
        {
            var code = rule.Code.Text();
            run.Output.Should().MatchRegex($"{code} +{rule.Name} +{LintCommand.Word(rule.Default)} +{catalogue[code].Title}\n");
            page.Should().Contain($"| `{rule.Name}` | {code} | {LintCommand.Word(rule.Default)} | {catalogue[code].Title} |");
        }

        RuleSet.All.Select(rule => rule.Code).Should().Equal(Enum.GetValues<DiagnosticCode>().Where(code => code.IsOfLint()));
    }

    [Fact]
    public void Another_format_is_refused()
    {
        using var run = new Run().Ncompose("lint", "--format", "xml");
        run.FirstErrorLine.Should().Be("unsupported format \"xml\": values are text, json, sarif and github");
    }

    /// <summary>
    /// What code scanning demands of a log: https://docs.oasis-open.org/sarif/sarif/v2.1.0/, sections 3.13 to 3.30 and 3.49.
    /// </summary>
    [Theory]
    [InlineData(Unwise)]
    [InlineData("services: {web: {image: \"nginx:1\"}}\n")]
    [InlineData("services: {web: {imagee: nginx}}\n")]
    [InlineData("services: {web: {image: \"nginx:1\", container_name: a}, b: {image: \"nginx:1\", container_name: a}}\n")]
    public void Sarif_is_valid(string files)
    {
        using var run = new Run().File("compose.yaml", files).Ncompose("lint", "--format", "sarif");

        using var log = JsonDocument.Parse(run.Output);
        log.RootElement.GetProperty("version").GetString().Should().Be("2.1.0");
        PublishedSchema.Sarif.Problems(log.RootElement).Should().BeEmpty();
        var only = log.RootElement.GetProperty("runs").EnumerateArray().Should().ContainSingle().Subject;
        var rules = only.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray()
            .Select(rule => rule.GetProperty("id").GetString()).ToList();
        rules.Should().OnlyHaveUniqueItems();
        foreach (var result in only.GetProperty("results").EnumerateArray())
        {
            rules.Should().Contain(result.GetProperty("ruleId").GetString());
            foreach (var location in result.GetProperty("locations").EnumerateArray())
                Check(location.GetProperty("physicalLocation"));
        }
    }

    private static void Check(JsonElement place)
    {
        Uri.IsWellFormedUriString(place.GetProperty("artifactLocation").GetProperty("uri").GetString(), UriKind.RelativeOrAbsolute)
            .Should().BeTrue();
        var region = place.GetProperty("region");
        region.GetProperty("startLine").GetInt32().Should().BePositive();
        region.GetProperty("startColumn").GetInt32().Should().BePositive();
        (region.GetProperty("endLine").GetInt32(), region.GetProperty("endColumn").GetInt32())
            .CompareTo((region.GetProperty("startLine").GetInt32(), region.GetProperty("startColumn").GetInt32())).Should()
            .BeGreaterThanOrEqualTo(0);
    }
}
