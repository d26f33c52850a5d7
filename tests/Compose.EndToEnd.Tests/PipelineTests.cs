using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Compose.Testing;
using Compose.Testing.Engine;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests;

/// <summary>What a pipeline gets: `up --ci`, and the steps of action.yml and of docs/ci.md as they are written.</summary>
public sealed partial class PipelineTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string Service = "image: busybox, init: true, stop_grace_period: 1s";

    private static readonly string[] ArtifactFiles = ["config.yaml", "events.json", "logs.txt", "plan.txt", "ps.json", "ps.txt"];

    [Fact]
    public Task A_failure_has_annotations_a_summary_a_report_and_artifacts() => Scenario.RunAsync(fixture, "ci", async scenario =>
    {
        OnGitHub(scenario);
        scenario.File("compose.yaml", $$"""
            services:
              db: { {{Service}}, command: [sh, -c, "echo starting up; sleep 600"], healthcheck: {test: "false", interval: 200ms, retries: 2} }
              api: { {{Service}}, command: sleep 600, depends_on: {db: {condition: service_healthy} } }
              other: { {{Service}}, command: sleep 600 }
            """);

        var run = await scenario.Try("up", "--wait", "--junit", "out/report.xml", "--artifacts", "out/failed");

        run.ExitCode.Should().Be(1);
        run.Error.Should()
            .MatchRegex("(?s)^::group::ncompose up\n.*\n::endgroup::\n.*is unhealthy").And.Contain("::error file=compose.yaml,line=2,");
        var suite = XDocument.Load(Path.Combine(scenario.Folder, "out/report.xml")).Root!.Element("testsuite")!;
        suite.Attribute("name")!.Value.Should().Be(scenario.Project);
        suite.Elements("testcase").Select(item => $"{item.Attribute("name")!.Value} {item.Elements().First().Name}").Should()
            .Equal("api skipped", "db failure", "other system-out");
        suite.Elements("testcase").Single(item => item.Attribute("name")!.Value == "db").Attribute("time")!.Value.Should().NotBe("0.000");
        suite.Descendants("failure").Single().Value.Should().Contain("starting up");
        Summary(scenario).Should()
            .Contain("| db | running (unhealthy) | ❌ dependency failed to start").And.Contain("| other | running | ✅ |");
        var failed = Path.Combine(scenario.Folder, "out/failed");
        Directory.GetFiles(failed).Select(Path.GetFileName).Order().Should().Equal(ArtifactFiles);
        // An engine keeps few events, and others use it too.
        Directory.GetFiles(failed).Where(file => !file.EndsWith("events.json", StringComparison.Ordinal)).Should()
            .OnlyContain(file => new FileInfo(file).Length > 0);
        File.ReadAllText(Path.Combine(failed, "logs.txt")).Should().Contain("starting up");
        File.ReadAllText(Path.Combine(failed, "config.yaml")).Should().Contain("healthcheck:");
        File.ReadAllLines(Path.Combine(failed, "events.json")).Select(line => JsonNode.Parse(line)).Should().AllBeOfType<JsonObject>();

        (await scenario.Try("up", "-d", "--ci=false", "other")).Error.Should().NotContain("::group::");
        scenario.Environment.Remove("CI");
        (await scenario.Try("up", "-d", "other")).Error.Should().NotContain("::group::");
    });

    [Theory]
    [InlineData("test -n \"$WEB_PORT_8080\" && echo it works", 0)]
    [InlineData("echo it fails; exit 4", 4)]
    public Task The_action_runs_as_written(string command, int expected) => Scenario.RunAsync(fixture, "action", async scenario =>
    {
        OnGitHub(scenario);
        Stack(scenario, "deploy/compose.yaml");
        var action = File.ReadAllText(RepositoryRoot.Combine("action.yml"));
        var inputs = Input().Matches(action)
            .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["default"].Value.Trim('"'));
        (inputs["command"], inputs["file"], inputs["flags"]) = (command, "deploy/compose.yaml", "--wait-timeout 60");
        var code = 0;
        foreach (Match step in Step().Matches(action))
        {
            foreach (Match variable in Variable().Matches(step.Groups["env"].Value))
                scenario.Environment[variable.Groups["name"].Value] = inputs[variable.Groups["input"].Value];
            if (code == 0)
                code = (await BashAsync(scenario, Dedent(step.Groups["script"].Value))).ExitCode;
        }

        code.Should().Be(expected);
        XDocument.Load(Path.Combine(scenario.Folder, inputs["junit"])).Descendants("testcase").Should().ContainSingle();
        Directory.Exists(Path.Combine(scenario.Folder, inputs["artifacts"])).Should().Be(expected != 0);
        Summary(scenario).Should().Contain("### ✅ ncompose: ");
    });

    [Fact]
    public Task The_job_of_GitLab_runs_as_written() => Scenario.RunAsync(fixture, "gitlab", async scenario =>
    {
        Stack(scenario, "compose.yaml");
        scenario.Environment["TMPDIR"] = scenario.Folder;
        scenario.File("test.sh", "test -n \"$WEB_PORT\"\n");
        scenario.Environment["PATH"] = Path.GetDirectoryName(RequiredProgram.Ncompose) + ":" + scenario.Environment["PATH"];
        var script = GitLabScript().Match(File.ReadAllText(RepositoryRoot.Combine("docs", "ci.md"))).Groups["line"].Value;

        (await BashAsync(scenario, script)).ExitCode.Should().Be(0);

        File.Exists(Path.Combine(scenario.Folder, "ncompose-junit.xml")).Should().BeTrue();
    });

    private static void Stack(Scenario scenario, string file) => scenario.File(file, $$"""
        services:
          web: { {{Service}}, command: httpd -f -p 8080, ports: ["127.0.0.1::8080"] }
        """);

    private static void OnGitHub(Scenario scenario)
    {
        foreach (var (name, value) in ((string, string)[])
            [("TMPDIR", scenario.Folder), ("CI", "true"), ("GITHUB_ACTIONS", "true"), ("GITHUB_WORKSPACE", scenario.Folder),
                ("GITHUB_STEP_SUMMARY", Path.Combine(scenario.Folder, "summary.md")),
                ("GITHUB_ACTION_PATH", "/nowhere"),
                ("PATH", Path.GetDirectoryName(RequiredProgram.Ncompose) + ":" + scenario.Environment["PATH"])])
            scenario.Environment[name] = value;
    }

    private static string Summary(Scenario scenario) => File.ReadAllText(scenario.Environment["GITHUB_STEP_SUMMARY"]);

    /// <summary>The shell of GitHub's steps.</summary>
    private static Task<ProcessRun> BashAsync(Scenario scenario, string script) =>
        ProcessRun.RunAsync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], scenario.Folder, scenario.Environment);

    private static string Dedent(string script) => script.StartsWith("|\n", StringComparison.Ordinal)
        ? string.Join('\n', script[2..].Split('\n').Select(line => line.Trim())) : script;

    [GeneratedRegex(@"^  (?<name>\w+):\n    description: .*\n    (default: (?<default>.*)|required: true)$", RegexOptions.Multiline)]
    private static partial Regex Input();

    [GeneratedRegex(@"      shell: bash\n(      env:\n(?<env>(        .*\n)+))?      run: (?<script>\|\n(        .*\n)+|.*\n)")]
    private static partial Regex Step();

    [GeneratedRegex(@"^        (?<name>\w+): \$\{\{ inputs\.(?<input>\w+) \}\}$", RegexOptions.Multiline)]
    private static partial Regex Variable();

    [GeneratedRegex(@"\n  script:\n    - (?<line>ncompose with .*)\n")]
    private static partial Regex GitLabScript();
}
