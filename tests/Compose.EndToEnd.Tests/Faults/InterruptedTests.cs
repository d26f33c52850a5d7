using System.Globalization;
using System.Text.Json.Nodes;
using Compose.Testing.Engine;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests.Faults;

/// <summary>
/// An `up` that does not come to its end, by SIGKILL or because of what is between it and the engine: one more `up` finishes it, and
/// nothing is lost or left over.
/// </summary>
public sealed class InterruptedTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const int Stride = 9;

    /// <summary>How often `up` is killed; CI has other things to do as well.</summary>
    private static readonly int Kills = int.Parse(
        Environment.GetEnvironmentVariable("NCOMPOSE_KILLS") ?? "6", CultureInfo.InvariantCulture);

    /// <summary>Every request in turn takes minutes.</summary>
    private static readonly bool IsThorough = Environment.GetEnvironmentVariable("NCOMPOSE_FAULTS") == "all";

    // Three of the six change with LEVEL; one of these has data in an anonymous volume.
    private const string Stack = """
        x-service: &service {image: busybox, command: sleep 86400, init: true, stop_grace_period: 0s}
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

    /// <summary>The n-th request for every n, or with strides that differ between the kinds.</summary>
    [Theory]
    [InlineData(Fault.LostRequest, 1)]
    [InlineData(Fault.LostAnswer, 2)]
    [InlineData(Fault.Refused, 3)]
    [InlineData(Fault.Late, 4)]
    [InlineData(Fault.Gone, 5)]
    public Task After_any_failed_request_the_next_up_converges(Fault fault, int first) =>
    Scenario.RunAsync(fixture, "struck", async scenario =>
    {
        await Begin(scenario);
        var (struck, stride) = IsThorough ? (1, 1) : (first, Stride);
        while (await StruckAt(scenario, fault, struck))
            struck += stride;
        struck.Should().BeGreaterThan(20, "otherwise next to nothing went wrong");
        await scenario.Ncompose("down", "-v");
    });

    /// <summary>False when the run did not have so many requests.</summary>
    private static async Task<bool> StruckAt(Scenario scenario, Fault fault, int number)
    {
        scenario.Environment["LEVEL"] = $"{fault}{number}";
        string? struck;
        await using (var relay = new FaultyRelay(
            Path.Combine(scenario.Folder, $"{number}.sock"), scenario.Engine.DockerHost, fault, number))
        {
            scenario.Environment["DOCKER_HOST"] = relay.Address;
            var run = await scenario.Try("up", "-d");
            struck = relay.Struck;
            run.ExitCode.Should().BeOneOf([0, 1, 3], $"request {number}, {struck}: {run}");
            if (struck is null || fault == Fault.Late)
                run.ExitCode.Should().Be(0, $"request {number}, {struck}: {run}");
            if (run.ExitCode == 3)
                run.Error.Should().Contain("rolled back: container ", $"request {number}, {struck}: {run}");
            if (run.ExitCode != 0)
                run.Error.Should().MatchRegex("[Ee]rror|closed the connection", $"request {number}, {struck}: {run}");
            if (run.ExitCode == 1 && fault != Fault.Refused && struck!.StartsWith("POST", StringComparison.Ordinal))
                run.Error.Should().Contain("`up` again goes on from there", $"request {number}, {struck}: {run}");
        }

        scenario.Environment["DOCKER_HOST"] = scenario.Engine.DockerHost;
        await scenario.Ncompose("up", "-d");
        await IsAsDeclared(scenario, $"{fault} of request {number}, {struck}");
        return struck is not null;
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
        (await Exec(scenario, "worker", "cat", "/scratch/kept")).Output.Trim().Should()
            .Be("worker", "its anonymous volume goes with it; " + when);
    }

    private static async Task<(int ExitCode, string Output)> Exec(Scenario scenario, string service, params string[] command) =>
        await scenario.Engine.ExecAsync((string)(await scenario.Container(service))["Id"]!, command);

    private static IEnumerable<string> Variables(JsonNode container) =>
        container["Config"]!["Env"]!.AsArray().Select(variable => (string)variable!);
}
