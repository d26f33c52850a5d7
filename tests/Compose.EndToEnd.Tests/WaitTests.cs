using Compose.Testing.Engine;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests;

/// <summary>What is said when something does not come up: enough to know why without another command.</summary>
public sealed class WaitTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string Head = "image: busybox, init: true, stop_grace_period: 1s";

    [Fact]
    public Task A_dependency_that_is_unhealthy_is_explained() => Scenario.RunAsync(fixture, "unhealthy", async scenario =>
    {
        scenario.File("compose.yaml", $$"""
            services:
              db: { {{Head}}, command: [sh, -c, "echo starting up; sleep 600"], healthcheck: {test: [CMD, no-such-probe], interval: 1s, retries: 2} }
              api: { {{Head}}, command: sleep 600, depends_on: {db: {condition: service_healthy} } }
            """);
        OnGitHub(scenario);
        var run = await scenario.Try("up", "-d");
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain($"dependency failed to start: container {scenario.Project}-db-1 is unhealthy")
            .And.Contain("api waits for db").And.Contain("compose.yaml:2:130").And.Contain("probe: CMD no-such-probe").And.Contain(
            "failures in a row, of 2")
            .And.Contain("hint: the probe's program does not seem to be in the image").And.Contain("  starting up")
            .And.Contain($"::error file={Path.GetFileName(scenario.Folder)}/compose.yaml,line=2,endLine=2,col=130,");
    });

    [Fact, Trait("Category", "Smoke")]
    public Task A_dependency_that_ends_is_explained() => Scenario.RunAsync(fixture, "ended", async scenario =>
    {
        scenario.File("compose.yaml", $$"""
            services:
              migrate: { {{Head}}, command: [sh, -c, "echo no such table; exit 3"] }
              api: { {{Head}}, command: sleep 600, depends_on: {migrate: {condition: service_completed_successfully} } }
            """);
        OnGitHub(scenario);
        var run = await scenario.Try("up", "-d");
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain("service \"migrate\" didn't complete successfully: exit 3").And.Contain("api waits for migrate")
            .And.Contain("it ended with exit code 3").And.Contain("  no such table")
            .And.Contain(
            $"::error file={Path.GetFileName(scenario.Folder)}/compose.yaml,line=2,endLine=2,col=3,endColumn=10,title=waiting for container {scenario.Project}-migrate-1 to be completed::");
    });

    [Fact]
    public Task Wait_fails_for_a_service_that_exits_at_once() => Scenario.RunAsync(fixture, "crash", async scenario =>
    {
        scenario.File("compose.yaml", $$"""
            services:
              crash: { {{Head}}, command: [sh, -c, "echo no such table; sleep 0.2; exit 3"] }
              again: { {{Head}}, restart: "on-failure:1", command: [sh, -c, "sleep 0.2; exit 4"] }
              once: { {{Head}}, command: "true" }
              stays: { {{Head}}, command: sleep 600 }
              ill: { {{Head}}, command: sleep 600, healthcheck: {test: "false", interval: 100ms, start_period: 600s} }
            """);
        var up = await scenario.Try("up", "-d", "--wait", "crash", "once", "stays");
        up.ExitCode.Should().Be(1);
        up.Error.Should().Contain($"container {scenario.Project}-crash-1 exited (3)").And.Contain("  no such table").And.NotContain(
            $"Container {scenario.Project}-crash-1 Healthy");
        (await scenario.Try("start", "--wait", "crash")).Should()
            .Match<ProcessRun>(run => run.ExitCode == 1 && run.Error.Contains("exited (3)"));
        (await scenario.Try("up", "-d", "--wait", "again")).Should()
            .Match<ProcessRun>(run => run.ExitCode == 1 && run.Error.Contains("exited (4)"), "a restart policy that gives up is a failure");
        (await scenario.Try("up", "-d", "--wait", "--wait-stable", "2s", "once", "stays")).ExitCode.Should().Be(0);
        (await scenario.Try("up", "-d", "--wait", "--wait-stable", "soon", "stays")).Error.Should()
            .Contain("invalid --wait-stable \"soon\"");
        (await scenario.Try("up", "-d", "--wait", "--wait-timeout", "1", "ill")).Should()
            .Match<ProcessRun>(run => run.ExitCode == 1 && run.Error.Contains("not running or healthy after 1s"),
                "a wait does not end as if all were well");
    });

    /// <summary>The repository is the folder above that of the stack.</summary>
    private static void OnGitHub(Scenario scenario)
    {
        scenario.Environment["GITHUB_ACTIONS"] = "true";
        scenario.Environment["GITHUB_WORKSPACE"] = Path.GetDirectoryName(scenario.Folder)!;
    }
}
