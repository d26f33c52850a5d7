using Compose.Testing;
using Compose.Testing.Engine;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests.Extensions;

/// <summary>`schedule`: the scheduled jobs of a project, as long as it runs.</summary>
public sealed class ScheduleTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    [Fact]
    public Task A_job_starts_at_its_time_and_a_signal_ends_it_with_the_scheduler() =>
    Scenario.RunAsync(fixture, "schedule", async scenario =>
    {
        scenario.File("compose.yaml", """
            services: {}
            jobs:
              once: {image: busybox, command: "true", triggers: {manual: true}}
              tick: {image: busybox, command: "sh -c 'echo tick; exec sleep 600'", init: true, stop_grace_period: 1s, triggers: {manual: false, schedule: ["* * * * *"]}}
            """);
        (await scenario.Try("up", "-d")).Error.Should().Contain("start them with `run`: once").And.Contain("`schedule` starts these jobs")
            .And.EndWith("no service selected\n");
        await scenario.Ncompose("run", "once");
        await using var screen = await TerminalScreen.OpenAsync(
            RequiredProgram.Ncompose, ["schedule", "--json"], scenario.Folder, scenario.Environment);
        await screen.ShowsAsync("\"event\":\"waiting\"");
        await using var second = await TerminalScreen.OpenAsync(
            RequiredProgram.Ncompose, ["schedule"], scenario.Folder, scenario.Environment);
        await second.ShowsAsync("waiting for `ncompose schedule`");
        await second.PressAsync("C-c");
        await second.ShowsAsync("[exit 130]");

        await Eventually.UntilAsync(async () => (await scenario.Containers("tick")).Count == 1, "the job is started at the next minute");
        (await screen.ShowsAsync("\"line\":\"tick\"")).Should().NotContain("orphan", "what ended before is no news at each run");
        await screen.PressAsync("C-c");
        await screen.ShowsAsync("[exit 130]");
        (await scenario.Containers("tick")).Should().BeEmpty("the container has ended with the scheduler");
    });
}
