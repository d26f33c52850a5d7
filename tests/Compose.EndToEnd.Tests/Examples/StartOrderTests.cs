using System.Globalization;
using System.Text.Json.Nodes;
using Compose.Testing.Engine;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests.Examples;

/// <summary>The examples whose point is what starts when.</summary>
public sealed class StartOrderTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    [Fact]
    public Task The_application_finds_both_stores_at_its_first_try()
    {
        var port = Example.FreePorts();
        return Example.RunAsync(fixture, "health-ordered", async example =>
        {
            (await Example.PageAsync(port)).Should().MatchRegex("visits: [1-9][0-9]*\npostgres: up");
            ((int)(await example.Scenario.Container("app"))["RestartCount"]!).Should().Be(0);
        }, environment => environment["APP_PORT"] = Text(port));
    }

    [Fact]
    public Task The_tables_are_there_before_the_first_order() => Example.RunAsync(fixture, "migrations", async example =>
    {
        // That it has been started says nothing of its order.
        await example.Scenario.Engine.LogsAsync((string)(await example.Scenario.Container("orders"))["Id"]!, until: "placed");
        (await example.Exec("db", "psql", "-U", "postgres", "-Atc", "SELECT item, amount FROM orders")).Should().Be((0, "tea|2"));
        (await example.Exec("db", "psql", "-U", "postgres", "-Atc", "SELECT name FROM migrations ORDER BY 1")).Should()
            .Be((0, "001-orders\n002-amount"));
        var migrated = (await example.Scenario.Container("migrate"))["State"]!;
        ((int)migrated["ExitCode"]!).Should().Be(0);
        var started = (await example.Scenario.Container("orders"))["State"]!;
        Time(started, "StartedAt").Should().BeAfter(Time(migrated, "FinishedAt"));
    });

    [Fact]
    public Task Hooks_write_the_page_and_the_last_words()
    {
        var port = Example.FreePorts();
        return Example.RunAsync(fixture, "hooks", async example =>
        {
            (await Example.PageAsync(port)).Should().Be("written by post_start");
            var name = (string)(await example.Scenario.Container("web"))["Config"]!["Hostname"]!;
            await example.Scenario.Ncompose("stop", "web");
            (await example.Exec("journal", "cat", "/journal/stops")).Should().Be((0, $"stopped {name}"));
        }, environment => environment["WEB_PORT"] = Text(port));
    }

    private static DateTimeOffset Time(JsonNode state, string field) =>
        DateTimeOffset.Parse((string)state[field]!, CultureInfo.InvariantCulture);
    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
