using System.Text.RegularExpressions;
using System.Xml.Linq;
using Compose.Testing;
using Compose.Testing.Engine;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Compose.EndToEnd.Tests;

/// <summary>What a pipeline gets: `up --ci`, and the steps of action.yml and of docs/ci.md as they are written.</summary>
public sealed partial class PipelineTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string Service = "image: busybox, init: true, stop_grace_period: 1s";

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

        var run = await scenario.Try(["up", "--wait", .. CiFiles.Flags.Skip(1)]);

        run.ExitCode.Should().Be(1);
        run.Error.Should()
            .MatchRegex("(?s)^::group::ncompose up\n.*\n::endgroup::\n.*is unhealthy").And.Contain("::error file=compose.yaml,line=2,");
        run.Error.Split('\n').Where(line => line.StartsWith("::", StringComparison.Ordinal)).Should().HaveCountGreaterThan(2)
            .And.OnlyContain(line => WorkflowCommand().IsMatch(line));
        CiFiles.Report(scenario).Should().Be("api skipped, db failure, other system-out");
        (await CiFiles.ReadByJunitparserAsync(scenario)).Should()
            .Equal("", "3 1 0 1", "api Skipped", "db Failure", "other Passed");
        var suite = CiFiles.Suite(scenario);
        suite.Attribute("name")!.Value.Should().Be(scenario.Project);
        suite.Elements("testcase").Single(item => item.Attribute("name")!.Value == "db").Attribute("time")!.Value.Should().NotBe("0.000");
        suite.Descendants("failure").Single().Value.Should().Contain("starting up");
        CiFiles.Summary(scenario).Should()
            .Contain("| db | running (unhealthy) | ❌ dependency failed to start").And.Contain("| other | running | ✅ |");
        CiFiles.Artifacts(scenario).Should().BeEmpty("all are there");
        File.ReadAllText(Path.Combine(scenario.Folder, CiFiles.Folder, "logs.txt")).Should().Contain("starting up");
        File.ReadAllText(Path.Combine(scenario.Folder, CiFiles.Folder, "config.yaml")).Should().Contain("healthcheck:");

        (await scenario.Try("up", "-d", "--ci=false", "other")).Error.Should().NotContain("::group::");
        scenario.Environment.Remove("CI");
        (await scenario.Try("up", "-d", "other")).Error.Should().NotContain("::group::");
    });

    /// <summary>
    /// Without ncompose in the PATH every step runs, that of the build too: what it builds is what eng/test.sh has built with the same
    /// script, so it is up to date.
    /// </summary>
    [Theory]
    [InlineData(false, "test -n \"$WEB_PORT_8080\" && echo it works", 0)]
    [InlineData(true, "echo it fails; exit 4", 4)]
    public Task The_action_runs_as_written(bool isInstalled, string command, int expected) =>
        Scenario.RunAsync(fixture, "action", scenario => RunActionAsync(scenario, isInstalled, command, expected));

    private static async Task RunActionAsync(Scenario scenario, bool isInstalled, string command, int expected)
    {
        OnGitHub(scenario);
        if (!isInstalled)
            TakeFromPath(scenario, "ncompose");
        Stack(scenario, "deploy/compose.yaml");
        var action = new CompositeAction(scenario, RepositoryRoot.Combine());
        foreach (var (input, value) in ((string, string)[])
            [("command", command), ("file", "deploy/compose.yaml"), ("flags", "--wait-timeout 60")])
            action.Set(input, value);

        await action.RunAsync();

        action.ExitCode.Should().Be(expected);
        action.Ran.Should().Equal(isInstalled ? ["Look for ncompose", "Run the command with the stack"]
            : ["Look for ncompose", "Build ncompose", "Run the command with the stack"]);
        action.Used.Should().Equal(isInstalled ? ["actions/upload-artifact@v4"] : ["actions/setup-dotnet@v4"]);
        if (isInstalled)
            action.UsedInputs["path"].Split('\n', StringSplitOptions.RemoveEmptyEntries).Should()
                .Equal(action.Input("artifacts"), action.Input("junit"));
        else
            File.ReadAllText(action.UsedInputs["global-json-file"]).Should().Contain("\"sdk\"");
        XDocument.Load(Path.Combine(scenario.Folder, action.Input("junit"))).Descendants("testcase").Should().ContainSingle();
        Directory.Exists(Path.Combine(scenario.Folder, action.Input("artifacts"))).Should().Be(expected != 0);
        CiFiles.Summary(scenario).Should().Contain("### ✅ ncompose: ").And
            .Contain($"{(expected == 0 ? "✅" : "❌")} The command (bash) ended with exit code {expected} after ");
    }

    [Fact]
    public void The_example_workflow_sets_inputs_of_the_action()
    {
        var page = File.ReadAllText(RepositoryRoot.Combine("docs", "ci.md"));
        var steps = (YamlSequenceNode)CompositeAction.ReadYaml(GitHubFile().Match(page).Value)["jobs"]["test"]["steps"];
        var inputs = (YamlMappingNode)CompositeAction.ReadYaml(File.ReadAllText(RepositoryRoot.Combine("action.yml")))["inputs"];
        ((YamlMappingNode)steps[1]["with"]).Children.Keys.Should().NotBeEmpty().And.BeSubsetOf(inputs.Children.Keys);
    }

    [Fact]
    public Task The_job_of_GitLab_runs_as_written() => Scenario.RunAsync(fixture, "gitlab", async scenario =>
    {
        Stack(scenario, "compose.yaml");
        scenario.Environment["TMPDIR"] = scenario.Folder;
        scenario.File("test.sh", "test -n \"$WEB_PORT\" && exit 3\n");
        scenario.Environment["PATH"] = Path.GetDirectoryName(RequiredProgram.Ncompose) + ":" + scenario.Environment["PATH"];
        var page = File.ReadAllText(RepositoryRoot.Combine("docs", "ci.md"));
        var job = CompositeAction.ReadYaml(GitLabFile().Match(page).Value)["test"];

        var code = 0;
        foreach (var line in (YamlSequenceNode)job["script"])
            code = code == 0 ? (await CompositeAction.BashAsync(scenario, line.ToString())).ExitCode : code;

        code.Should().Be(3);
        Directory.GetFiles(Path.Combine(scenario.Folder, job["artifacts"]["paths"][0].ToString())).Should().NotBeEmpty();
        XDocument.Load(Path.Combine(scenario.Folder, job["artifacts"]["reports"]["junit"].ToString())).Descendants("testcase").Should()
            .ContainSingle();
    });

    private static void Stack(Scenario scenario, string file) => scenario.File(file, $$"""
        services:
          web: { {{Service}}, command: httpd -f -p 8080, ports: ["127.0.0.1::8080"] }
        """);

    private static void TakeFromPath(Scenario scenario, string program) => scenario.Environment["PATH"] = string.Join(':',
        scenario.Environment["PATH"].Split(':').Where(folder => !File.Exists(Path.Combine(folder, program))));

    private static void OnGitHub(Scenario scenario)
    {
        foreach (var (name, value) in ((string, string)[])
            [("TMPDIR", scenario.Folder), ("CI", "true"), ("GITHUB_ACTIONS", "true"), ("GITHUB_WORKSPACE", scenario.Folder),
                ("GITHUB_STEP_SUMMARY", Path.Combine(scenario.Folder, CiFiles.SummaryFile)),
                ("NUGET_PACKAGES", Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages")),
                ("PATH", Path.GetDirectoryName(RequiredProgram.Ncompose) + ":" + scenario.Environment["PATH"])])
            scenario.Environment[name] = value;
    }

    private const string Place = @"file=[^:,]+,line=\d+,(endLine=\d+,)?(col=\d+,endColumn=\d+,)?";

    /// <summary>As GitHub's runner reads them: in properties colons, commas and line ends are escaped.</summary>
    [GeneratedRegex($"^::(group::.+|endgroup::|(error|warning|notice) ({Place})?title=[^:,]+::.+)$")]
    private static partial Regex WorkflowCommand();

    [GeneratedRegex(@"(?s)# \.gitlab-ci\.yml\n.*?(?=```)")]
    private static partial Regex GitLabFile();

    [GeneratedRegex(@"(?s)# \.github/workflows/test\.yml\n.*?(?=```)")]
    private static partial Regex GitHubFile();
}
