using System.Text.Json;
using Compose.Testing;
using Compose.Testing.Engine;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests;

/// <summary>Commands that go on until Ctrl-C.</summary>
[Collection(EngineMemory.Name)]
public sealed class LiveTableTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string Stack = """
        services:
          web: {image: busybox, command: sleep 600, init: true, stop_grace_period: 0s, volumes: [data:/data]}
        volumes: {data: }
        """;

    [Fact]
    public Task The_table_of_stats_is_drawn_anew() => Scenario.RunAsync(fixture, "stats", async scenario =>
    {
        scenario.File("compose.yaml", Stack);
        await scenario.Ncompose("up", "-d");
        var (first, second) = ($"{scenario.Project}-web-1", $"{scenario.Project}-web-2");
        await using var screen = await TerminalScreen.OpenAsync(RequiredProgram.Ncompose, ["stats"], scenario.Folder, scenario.Environment);
        await screen.ShowsAsync(shown => Has(shown, first) && shown.Contains("iB /", StringComparison.Ordinal), "what web-1 uses");

        await scenario.Ncompose("up", "-d", "--scale", "web=2");
        await screen.ShowsAsync(shown => Has(shown, first) && Has(shown, second), "the new container");
        await scenario.Engine.PostAsync($"/containers/{second}/pause");
        await scenario.Engine.PostAsync($"/containers/{second}/unpause");
        await scenario.Ncompose("up", "-d", "--scale", "web=1");
        await screen.ShowsAsync(
            shown => Has(shown, first) && !Has(shown, second) && shown.Split('\n').Count(line => line.Length > 0) == 2,
            "a headline and one container, however often it was drawn");

        await scenario.Ncompose("restart");
        await screen.ShowsAsync(shown => Has(shown, first), "the container after its restart");
        await screen.PressAsync("C-c");
        (await screen.ShowsAsync("[exit ")).Should().Contain("CONTAINER ID").And.Contain("[exit 130]");

        static bool Has(string shown, string name) => shown.Contains(name, StringComparison.Ordinal);
    });

    [Fact]
    public Task Events_are_told_as_they_happen_and_as_published() => Scenario.RunAsync(fixture, "events", async scenario =>
    {
        scenario.File("compose.yaml", Stack);
        await using (var screen = await TerminalScreen.OpenAsync(
            RequiredProgram.Ncompose, ["events"], scenario.Folder, scenario.Environment))
        {
            // Until the first of them is seen it is not known whether anybody listens.
            for (var shown = ""; !shown.Contains("container start", StringComparison.Ordinal); shown = await screen.TextAsync())
                await scenario.Ncompose("up", "-d", "--force-recreate");
            await screen.PressAsync("C-c");
            await screen.ShowsAsync("[exit 130]");
        }

        // From the beginning: how much was made above is a matter of time, and the engine remembers its last events only.
        await scenario.Ncompose("down", "-v");
        await scenario.Ncompose("up", "-d");
        await scenario.Ncompose("exec", "-T", "web", "true");
        await scenario.Ncompose("down", "-v");
        var lines = (await scenario.Ncompose("events", "--json", "--type", "all", "--since", "10m", "--until", "0s")).Output.Split(
            '\n', StringSplitOptions.RemoveEmptyEntries);
        var events = lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        events.SelectMany(happened => PublishedSchema.Events.Problems(happened)).Should().BeEmpty();
        events.Select(happened => $"{happened.GetProperty("type")} {happened.GetProperty("action")}").Should()
            .Contain(
            ["network create", "volume create", "container create", "container start", "container exec_start: true ", "container die",
                "container destroy", "volume destroy", "network destroy"]);
    });
}
