using Compose.Testing;
using Compose.Testing.Engine;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests.Updates;

/// <summary>A replacement in vain: what ran before runs again, with its data, and the next `up` starts from there.</summary>
public sealed class RollbackTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string RolledBack = "rolled back: container ";

    [Fact]
    public Task A_replacement_that_does_not_start_leaves_the_old_container_running() =>
    Scenario.RunAsync(fixture, "no start", async scenario =>
    {
        Write(scenario, "command: sleep 600");
        await scenario.Ncompose("up", "-d");
        var before = await scenario.Container("db");
        var dependent = (string)(await scenario.Container("web"))["Id"]!;
        (await scenario.Engine.ExecAsync((string)before["Id"]!, "touch", "/data/kept")).ExitCode.Should().Be(0);

        Write(scenario, "command: [/no/such/program]");
        var plan = await scenario.Ncompose("plan", "--json");
        plan.Output.Should().Contain("\"undo\": {");
        var run = await scenario.Try("up", "-d");
        run.ExitCode.Should().Be(3);
        run.Error.Should().Contain("compose.yaml:4:").And.Contain($"Container {scenario.Project}-db-1 Rolled back");
        run.Error.Split('\n').Should()
            .Contain(line => line.StartsWith($"{RolledBack}{scenario.Project}-db-1 ") && line.Contains("/no/such/program"));
        var after = await scenario.Container("db");
        after["Id"]!.ToString().Should().Be(before["Id"]!.ToString());
        after["Name"]!.ToString().Should().Be($"/{scenario.Project}-db-1");
        after["State"]!["Status"]!.ToString().Should().Be("running");
        (await scenario.Container("web"))["Id"]!.ToString().Should().Be(dependent);
        (await scenario.Container("web"))["State"]!["Status"]!.ToString().Should().Be("running", "it was stopped for the sake of db");

        Write(scenario, "command: sleep 601");
        await scenario.Ncompose("up", "-d");
        (await scenario.Containers()).Should().HaveCount(2);
        var mended = await scenario.Container("db");
        mended["Id"]!.ToString().Should().NotBe(before["Id"]!.ToString());
        (await scenario.Engine.ExecAsync((string)mended["Id"]!, "ls", "/data/kept")).ExitCode.Should()
            .Be(0, "the anonymous volume was never anybody else's");
        (await scenario.Ncompose("plan", "--detailed-exitcode")).ExitCode.Should().Be(0);
    });

    [Fact]
    public Task A_container_that_does_not_become_healthy_is_rolled_back() => Scenario.RunAsync(fixture, "not healthy", async scenario =>
    {
        const string healthy = "command: sleep 600, healthcheck: {test: [CMD, test, -d, \"/tmp\"], interval: 300ms, retries: 2}";
        Write(scenario, healthy, "condition: service_healthy");
        await scenario.Ncompose("up", "-d");
        var before = (string)(await scenario.Container("db"))["Id"]!;
        Write(scenario, healthy.Replace("\"/tmp\"", "/none", StringComparison.Ordinal), "condition: service_healthy");
        var run = await scenario.Try("up", "-d");
        run.ExitCode.Should().Be(3);
        run.Error.Should().Contain($"dependency failed to start: container {scenario.Project}-db-1 is unhealthy").And.Contain(
            $"{RolledBack}{scenario.Project}-db-1");
        ((string)(await scenario.Container("db"))["Id"]!).Should().Be(before);
    });

    [Fact]
    public Task Ctrl_C_during_an_update_restores_the_previous_container() => Scenario.RunAsync(fixture, "ctrl-c", async scenario =>
    {
        const string healthy = "command: sleep 600, healthcheck: {test: [CMD, test, -d, \"/tmp\"], interval: 300ms, retries: 10000}";
        Write(scenario, healthy, "condition: service_healthy");
        await scenario.Ncompose("up", "-d");
        var before = (string)(await scenario.Container("db"))["Id"]!;
        Write(scenario, healthy.Replace("\"/tmp\"", "/none", StringComparison.Ordinal), "condition: service_healthy");
        await using var screen = await TerminalScreen.OpenAsync(
            RequiredProgram.Ncompose, ["up", "-d"], scenario.Folder, scenario.Environment);
        await screen.ShowsAsync("Waiting");
        await screen.PressAsync("C-c");
        var shown = await screen.ShowsAsync("[exit ");
        shown.Should()
            .Contain("[exit 130]").And.Contain($"{RolledBack}{scenario.Project}-db-1 is what it was before: the run was interrupted");
        var after = await scenario.Container("db");
        ((string)after["Id"]!, (string)after["Name"]!, (string)after["State"]!["Status"]!).Should()
            .Be((before, $"/{scenario.Project}-db-1", "running"));
    });

    /// <summary>The second of the two fails, the first one is up by then.</summary>
    [Fact]
    public Task With_failure_action_rollback_all_replicas_go_back() => Scenario.RunAsync(fixture, "all back", async scenario =>
    {
        Replicas(scenario, "touch /tmp/up /tmp/decided; sleep 600");
        await scenario.Ncompose("up", "-d");
        var before = (await scenario.Containers("app")).Select(container => (string)container["Id"]!).Order().ToList();
        Replicas(scenario, "mkdir /shared/one && touch /tmp/up; touch /tmp/decided; sleep 600");
        var run = await scenario.Try("up", "-d");
        run.ExitCode.Should().Be(3);
        run.Error.Should().Contain($"{RolledBack}{scenario.Project}-app-1").And.Contain($"{RolledBack}{scenario.Project}-app-2");
        var after = await scenario.Containers("app");
        after.Select(container => (string)container["Id"]!).Order().Should().Equal(before);
        after.Should().OnlyContain(container => (string)container["State"]! == "running");
        after.Select(container => (string)container["Names"]![0]!).Order().Should()
            .Equal($"/{scenario.Project}-app-1", $"/{scenario.Project}-app-2");
    });

    /// <summary>
    /// While the second replica is rolled back first, the new container of the first one does not stop before the test lets it.
    /// </summary>
    [Fact]
    public Task A_rollback_reports_a_container_that_was_removed_meanwhile() => Scenario.RunAsync(fixture, "removed", async scenario =>
    {
        Replicas(scenario, "touch /tmp/up /tmp/decided; sleep 600");
        await scenario.Ncompose("up", "-d");
        var (first, second) = (await Named(scenario, "-app-1"), await Named(scenario, "-app-2"));
        const string wait = "trap 'if [ -f /tmp/up ]; then until [ -f /shared/go ]; do sleep 0.1; done; fi; exit 0' TERM";
        Replicas(scenario, $"{wait}; mkdir /shared/one && touch /tmp/up; touch /tmp/decided; while true; do sleep 0.1; done", "120s");
        var started = DateTimeOffset.UtcNow;
        var update = scenario.Try("up", "-d");
        await Eventually.UntilAsync(
            async () =>
                (await scenario.Engine.EventsAsync(started, DateTimeOffset.UtcNow, $"com.docker.compose.project={scenario.Project}"))
                    .Split('\n')
                .Any(line => line.Contains("\"Action\":\"destroy\"") && line.Contains("\"com.docker.compose.container-number\":\"2\"")),
            "the second replica is rolled back and the first one is not", update);
        var remaining = await Named(scenario, "-app-1");
        remaining.Should().NotBe(first, "the new container of the first replica waits for the file");
        await scenario.Engine.DeleteAsync($"/containers/{second}?force=1");
        (await scenario.Engine.ExecAsync(remaining!, "touch", "/shared/go")).ExitCode.Should().Be(0);
        var run = await update;
        run.ExitCode.Should().Be(1, "not everything runs again");
        run.Error.Should()
            .Contain("-app-2").And.Contain("cannot be restored: it no longer exists").And.Contain($"{RolledBack}{scenario.Project}-app-1")
            .And.NotContain($"{RolledBack}{scenario.Project}-app-2");
    });

    private static async Task<string?> Named(Scenario scenario, string ending) => (string?)(await scenario.Containers("app"))
        .SingleOrDefault(container => (string)container["Names"]![0]! == $"/{scenario.Project}{ending}")?["Id"];

    /// <summary>A probe waits until it is decided whether the replica is up: a slow start is not to count as a failure.</summary>
    private static void Replicas(Scenario scenario, string command, string grace = "1s") => scenario.File("compose.yaml", $$"""
        services:
          app:
            image: busybox
            init: true
            stop_grace_period: {{grace}}
            command: [sh, -c, "{{command}}"]
            volumes: [shared:/shared]
            healthcheck: {test: "until [ -f /tmp/decided ]; do sleep 0.1; done; test -f /tmp/up", interval: 300ms, retries: 3}
            deploy: {replicas: 2, update_config: {order: start-first, parallelism: 1, failure_action: rollback} }
        volumes: {shared: }
        """);

    private static void Write(Scenario scenario, string db, string condition = "condition: service_started, restart: true") =>
        scenario.File("compose.yaml", $$"""
        x-service: &service {image: busybox, stop_grace_period: 0s}
        services:
          db: {<<: *service, volumes: [/data],
            {{db}} }
          web: {<<: *service, command: sleep 600, depends_on: {db: { {{condition}} } } }
        """);
}
