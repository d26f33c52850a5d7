using System.Globalization;
using System.Text.Json.Nodes;
using Compose.Testing.Engine;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests.BadDays;

/// <summary>An `up` that does not come to its end, by SIGKILL or a lost answer: one more `up` finishes it, and nothing is lost or left over.</summary>
public sealed class InterruptedTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const int Kills = 15;

    // Three of the six change with LEVEL; one of these has data in an anonymous volume.
    private const string Stack = """
        x-service: &service {image: busybox, command: sleep 600, init: true, stop_grace_period: 0s}
        services:
          db: {<<: *service, volumes: [data:/data]}
          cache: *service
          queue: {<<: *service, depends_on: [db]}
          api: {<<: *service, depends_on: [db, cache], environment: {LEVEL: "${LEVEL}"}}
          worker: {<<: *service, depends_on: [queue], environment: {LEVEL: "${LEVEL}"}, volumes: [/scratch]}
          web: {<<: *service, depends_on: [api], environment: {LEVEL: "${LEVEL}"}}
        volumes: {data: }
        """;

    private static readonly string[] Services = ["api", "cache", "db", "queue", "web", "worker"];

    [Fact]
    public Task A_killed_up_is_finished_by_the_next() => Scenario.RunAsync(fixture, "killed", async scenario =>
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        await Begin(scenario);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        scenario.Environment["LEVEL"] = "whole";
        await scenario.Ncompose("up", "-d");
        var whole = clock.Elapsed;
        var kills = 0;
        for (var round = 0; round < Kills; round++)
        {
            scenario.Environment["LEVEL"] = round.ToString(CultureInfo.InvariantCulture);
            kills += await scenario.KilledAfter(whole * random.NextDouble(), "up", "-d") ? 1 : 0;
            await scenario.Ncompose("up", "-d");
            await IsAsDeclared(scenario, $"round {round} of seed {seed}");
        }

        kills.Should().BePositive("otherwise nothing was tested");
        await scenario.Ncompose("down", "-v");
    });

    [Fact]
    public Task A_lost_answer_is_made_good_by_the_next_up() => Scenario.RunAsync(fixture, "cut", async scenario =>
    {
        await Begin(scenario);
        // Every third: a changing request in three of about thirty is enough to meet each kind.
        var fatal = 1;
        while (await CutAt(scenario, fatal))
            fatal += 3;
        fatal.Should().BeGreaterThan(10, "otherwise next to nothing was cut");
        await scenario.Ncompose("down", "-v");
    });

    /// <summary>False when the run did not have so many changes that this one could be cut.</summary>
    private static async Task<bool> CutAt(Scenario scenario, int fatal)
    {
        scenario.Environment["LEVEL"] = "cut" + fatal.ToString(CultureInfo.InvariantCulture);
        var socket = Path.Combine(scenario.Folder, $"{fatal}.sock");
        bool cut;
        await using (var relay = new CuttingRelay(socket, scenario.Engine.DockerHost, fatal))
        {
            scenario.Environment["DOCKER_HOST"] = "unix://" + socket;
            var run = await scenario.Try("up", "-d");
            cut = relay.HasCut;
            run.ExitCode.Should().Be(cut ? 1 : 0);
            if (cut)
                run.Error.Should().Contain("`up` again goes on from there");
        }

        scenario.Environment["DOCKER_HOST"] = scenario.Engine.DockerHost;
        await scenario.Ncompose("up", "-d");
        await IsAsDeclared(scenario, $"the answer to change {fatal} was lost");
        return cut;
    }

    private static async Task Begin(Scenario scenario)
    {
        scenario.File("compose.yaml", Stack);
        scenario.Environment["LEVEL"] = "first";
        await scenario.Ncompose("up", "-d");
        foreach (var (service, file) in new[] { ("db", "/data/kept"), ("worker", "/scratch/kept") })
            (await Exec(scenario, service, "sh", "-c", $"echo {service} > {file}")).ExitCode.Should().Be(0);
    }

    private static async Task IsAsDeclared(Scenario scenario, string when)
    {
        var containers = await scenario.Containers();
        containers.Select(container => (string)container["Names"]![0]!).Order(StringComparer.Ordinal)
            .Should().Equal(Services.Select(service => $"/{scenario.Project}-{service}-1"), when);
        containers.Should().OnlyContain(container => (string)container["State"]! == "running", when);
        foreach (var service in new[] { "api", "worker", "web" })
            Variables(await scenario.Container(service)).Should().Contain("LEVEL=" + scenario.Environment["LEVEL"], when);
        (await Exec(scenario, "db", "cat", "/data/kept")).Output.Trim().Should().Be("db", when);
        (await Exec(scenario, "worker", "cat", "/scratch/kept")).Output.Trim().Should().Be("worker", "its anonymous volume goes with it; " + when);
    }

    private static async Task<(int ExitCode, string Output)> Exec(Scenario scenario, string service, params string[] command) =>
        await scenario.Engine.ExecAsync((string)(await scenario.Container(service))["Id"]!, command);

    private static IEnumerable<string> Variables(JsonNode container) => container["Config"]!["Env"]!.AsArray().Select(variable => (string)variable!);
}
