using System.Text.RegularExpressions;
using Compose.Testing.Engine;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.Ui.Tests;

/// <summary>`ncompose ui --terminal`: the stack without a browser.</summary>
public sealed partial class TerminalTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string Stack = """
        services:
          db:
            image: busybox
            stop_grace_period: 0s
            command: ["sh", "-c", "echo db-is-here; printf '\\033[2J\\033]0;title\\007harmless\\n'; until [ -e /ready ]; do sleep 0.1; done; echo db-is-ready; sleep 600"]
            healthcheck: {test: "echo the-probe-says-no; test -e /ready", interval: 1s, retries: 100}
          web:
            image: busybox
            stop_grace_period: 0s
            command: ["sh", "-c", "echo web-is-here; sleep 600"]
            depends_on: {db: {condition: service_healthy}}
        """;

    [Fact]
    public Task It_shows_services_why_one_waits_and_logs_and_restarts_after_a_question() =>
    Scenario.RunAsync(fixture, "terminal ui", async scenario =>
    {
        scenario.File("compose.yaml", Stack);
        await using var screen = await OpenAsync(scenario);
        await screen.ShowsAsync("not created");
        var up = scenario.Ncompose("up", "-d");
        await screen.ShowsAsync("waits for db: healthy");
        await screen.PressAsync("j");
        await screen.ShowsAsync("harmless");
        var waiting = await screen.ShowsAsync("the-probe-says-no");
        waiting.Should().Contain("web waits for db: healthy").And.Contain("db-is-here").And.Contain(
            "harmless", "escapes of a container have no effect");
        await scenario.Engine.ExecAsync((string)(await scenario.Container("db"))["Id"]!, "touch", "/ready");
        await up;
        await screen.ShowsAsync("web-is-here");
        await FiltersTheLines(screen);
        await RestartsAfterAQuestion(screen, scenario);
        await screen.PressAsync("q");
        (await screen.ShowsAsync("[exit 0]")).Should().NotContain("web-is-here", "the screen of the shell is back");
    });

    [Fact]
    public Task The_key_u_of_an_attached_up_shows_the_page_and_it_ends_with_up() => Scenario.RunAsync(fixture, "key u", async scenario =>
    {
        scenario.File(
            "compose.yaml", "services: {a: {image: busybox, command: [sh, -c, 'echo a-is-here; sleep 600'], stop_grace_period: 0s}}");
        await using var screen = await TerminalScreen.OpenAsync(RequiredProgram.Ncompose, ["up"], scenario.Folder, scenario.Environment);
        await screen.ShowsAsync("u Page");
        await screen.PressAsync("u");
        var shown = await screen.ShowsAsync("Page → http://127.0.0.1:");
        var address = new Uri(Address().Match(shown).Value);
        using var client = new HttpClient();
        (await client.GetStringAsync(address)).Should().Contain("app.js");
        await screen.PressAsync("d");
        await screen.ShowsAsync("[exit 0]");
        await client.Invoking(gone => gone.GetStringAsync(address)).Should().ThrowAsync<HttpRequestException>();
    });

    [Fact]
    public Task It_needs_a_terminal() => Scenario.RunAsync(fixture, "terminal ui", async scenario =>
    {
        scenario.File("compose.yaml", Stack);
        var refused = await scenario.Try("ui", "--terminal");
        refused.ExitCode.Should().Be(1);
        refused.Error.Should().Contain("--terminal needs a terminal");
    });

    private static async Task FiltersTheLines(TerminalScreen screen)
    {
        await screen.PressAsync("Enter");
        (await screen.ShowsAsync("logs of web")).Should().Contain("web-is-here").And.NotContain("db-is-ready");
        await screen.PressAsync("Escape");
        await screen.TypeAsync("/db-is-r");
        await screen.PressAsync("Enter");
        (await screen.ShowsAsync("with \"db-is-r\"")).Should().Contain("db-is-ready").And.NotContain("web-is-here");
        await screen.PressAsync("Escape");
        await screen.ShowsAsync("web-is-here");
    }

    private static async Task RestartsAfterAQuestion(TerminalScreen screen, Scenario scenario)
    {
        var before = await scenario.Container("web");
        await screen.PressAsync("r");
        await screen.ShowsAsync($"Container {scenario.Project}-web-1");
        await screen.PressAsync("y");
        await screen.ShowsAsync("● restart -- web");
        var after = await scenario.Container("web");
        ((string)after["Id"]!).Should().Be((string)before["Id"]!);
        ((string)after["State"]!["StartedAt"]!).Should().NotBe((string)before["State"]!["StartedAt"]!);
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/")]
    private static partial Regex Address();

    private static Task<TerminalScreen> OpenAsync(Scenario scenario) =>
        TerminalScreen.OpenAsync(
            RequiredProgram.Ncompose, ["ui", "--terminal"], scenario.Folder, scenario.Environment, width: 80, height: 24);
}
