using System.Globalization;
using Compose.Testing;
using Compose.Testing.Engine;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests.Examples;

/// <summary>The examples whose point is who reaches whom.</summary>
public sealed class NetworkTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    [Fact]
    public Task Replicas_share_the_work_and_have_ports_of_their_own()
    {
        var first = Example.FreePorts(11);
        return Example.RunAsync(fixture, "scaling", async example =>
        {
            await HaveAnswered(example, first, replicas: 3);
            await example.Scenario.Ncompose("up", "-d", "--wait", "--scale", "app=5");
            await HaveAnswered(example, first, replicas: 5);
            await example.Scenario.Ncompose("up", "-d");
            (await example.Scenario.Containers("app")).Should().HaveCount(3, "the file says three");
        }, environment =>
        {
            environment["WEB_PORT"] = Text(first);
            environment["FIRST_PORT"] = Text(first + 1);
            environment["LAST_PORT"] = Text(first + 10);
        });
    }

    [Fact]
    public Task Aliases_lead_to_the_right_place_and_the_private_network_is_private() =>
    Example.RunAsync(fixture, "networks", async example =>
    {
        // Those that are not waited for have been started, and may not listen yet.
        await Listens(example, "pay", "wget", "-qO-", "http://127.0.0.1/");
        await Listens(example, "db", "redis-cli", "ping");
        (await example.Exec("client", "wget", "-qO-", "http://shop.example/")).Should().Be((0, "the shop"));
        (await example.Exec("client", "wget", "-qO-", "http://pay.example/")).Should().Be((0, "the till"));
        (await example.Exec("client", "nslookup", "db.internal")).ExitCode.Should().NotBe(0, "the client is not in the private network");
        (await example.Exec("shop", "nc", "-w", "30", "db.internal", "6379", "-e", "true")).ExitCode.Should().Be(0);
        (await example.Exec("shop", "wget", "-qO-", "http://gateway.internal/")).Should().Be((0, "the shop"));
    });

    [Fact]
    public Task The_guestbook_serves_its_page()
    {
        var port = Example.FreePorts();
        return Example.RunAsync(fixture, "guestbook", async _ =>
            (await Example.PageAsync(port)).Should().Contain("<h1>Guestbook</h1>").And.Contain("0 entries, seen 1 times"),
            environment => environment["GUESTBOOK_PORT"] = Text(port));
    }

    /// <summary>Every replica on its own port, and every one of them through the front.</summary>
    private static async Task HaveAnswered(Example example, int first, int replicas)
    {
        var containers = await example.Scenario.Containers("app");
        containers.Should().HaveCount(replicas);
        var names = containers.Select(container => ((string)container["Id"]!)[..12]).ToHashSet();
        var direct = containers.Select(
            container => container["Ports"]!.AsArray().Select(port => (int?)port!["PublicPort"]).OfType<int>().Distinct().Single())
            .ToList();
        direct.Should().OnlyHaveUniqueItems().And.OnlyContain(port => port > first && port <= first + 10);
        var own = await Task.WhenAll(direct.Select(port => Example.PageAsync(port)));
        own.Should().BeEquivalentTo(names);

        var seen = new HashSet<string>();
        await Eventually.UntilAsync(
            async () =>
            {
                seen.Add(await Example.PageAsync(first));
                return seen.Count >= replicas;
            },
            $"nginx sends requests to {replicas} replicas");
        seen.Should().BeEquivalentTo(names, "nginx sends requests to all of them");
    }

    private static Task Listens(Example example, string service, params string[] question) =>
        Eventually.UntilAsync(async () => (await example.Exec(service, question)).ExitCode == 0, $"{service} listens");

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
