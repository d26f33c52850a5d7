using Compose.Testing.Engine;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests.Extensions;

/// <summary>Jobs: containers that `run` starts, and `up` leaves alone.</summary>
public sealed class JobTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string Stack = """
        services:
          db: {image: busybox, command: sleep 600, init: true, stop_grace_period: 0s}
        jobs:
          migrate: {image: busybox, command: "sh -c 'echo migrated; touch /data/done'", volumes: ["data:/data"], depends_on: [db], triggers: {manual: true}}
          check: {image: busybox, command: "sh -c 'ls /data; exit 7'", volumes: ["data:/data"], depends_on: [migrate], triggers: {manual: true}}
          after: {image: busybox, command: "true", depends_on: [nightly], triggers: {manual: true}}
          nightly: {image: busybox, command: "true", triggers: {manual: false, schedule: ["0 3 * * *"]}}
        volumes: {data: }
        """;

    [Fact]
    public Task A_job_runs_after_the_jobs_and_services_that_it_depends_on_and_hands_its_exit_code_on() =>
    Scenario.RunAsync(fixture, "job", async scenario =>
    {
        scenario.File("compose.yaml", Stack);
        var up = await scenario.Ncompose("up", "-d");
        up.Error.Should().Contain("jobs are not started by up; start them with `run`: after, check, migrate").And.Contain(
            "the engine has no scheduler").And.Contain("nightly");
        (await scenario.Containers()).Should().ContainSingle();
        (await scenario.Ncompose("plan")).Error.Should().Contain("after, check, migrate");

        var run = await scenario.Try("run", "--rm", "-T", "check");
        run.ExitCode.Should().Be(7);
        run.Output.Should().Be("done\n", "the job that it depends on had come to its end");
        (await scenario.Container("migrate"))["State"]!["ExitCode"]!.ToString().Should().Be("0");

        var again = await scenario.Ncompose("up", "-d", "--remove-orphans");
        again.Error.Should().NotContain("orphan");
        (await scenario.Containers("migrate")).Should().ContainSingle("what a job has left is no orphan");
        foreach (var verb in new[] { "up", "create", "start", "restart" })
            (await scenario.Try(verb, "migrate")).Should()
                .Match<Testing.Processes.ProcessRun>(
                refused => refused.ExitCode == 1 && refused.Error.Contains("NC0784")
                    && refused.Error.Contains("run it with `run migrate`"));
        (await scenario.Try("run", "-T", "nightly")).Error.Should().Contain("NC0785").And.Contain("compose.yaml:7:3");
        (await scenario.Try("run", "-T", "after")).Error.Should().Contain("NC0785").And.Contain("\"nightly\"");

        await scenario.Ncompose("down");
        (await scenario.Containers()).Should().BeEmpty();
    });
}
