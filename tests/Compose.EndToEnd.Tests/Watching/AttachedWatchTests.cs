using Compose.Testing.Engine;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests.Watching;

/// <summary>Watching while an attached `up` shows what containers print.</summary>
public sealed class AttachedWatchTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string Stack = """
        services:
          web:
            image: busybox
            command: sh -c "echo started; touch /srv/page; exec tail -F /srv/page"
            init: true
            stop_grace_period: 1s
            volumes: [/srv]
            develop: {watch: [{path: ./src, action: sync, target: /srv}, {path: ./conf, action: sync+restart, target: /conf}]}
        """;

    [Fact]
    public Task Up_with_watch_copies_and_stays_when_it_restarts_its_only_container() =>
    Scenario.RunAsync(fixture, "up watch", async scenario =>
    {
        Prepare(scenario);
        await using var screen = await TerminalScreen.OpenAsync(
            RequiredProgram.Ncompose, ["up", "--watch"], scenario.Folder, scenario.Environment);
        await screen.ShowsAsync(" ⦿ Watch enabled");
        scenario.File("src/page", "saved\n");
        await screen.ShowsAsync("web-1  | saved");
        scenario.File("conf/c", "2");
        await screen.ShowsAsync(" ⦿ service(s) [\"web\"] restarted");
        await screen.ShowsAsync(shown => shown.Split("web-1  | started").Length == 3, "the lines of the restarted container");
        await screen.PressAsync("C-c");
        (await screen.ShowsAsync("[exit ")).Should().Contain("[exit 130]");
    });

    [Fact]
    public Task A_key_turns_watching_on_and_off() => Scenario.RunAsync(fixture, "key w", async scenario =>
    {
        Prepare(scenario);
        await using (var screen = await TerminalScreen.OpenAsync(RequiredProgram.Ncompose, ["up"], scenario.Folder, scenario.Environment))
        {
            await screen.ShowsAsync("w Enable Watch");
            await screen.PressAsync("w");
            await screen.ShowsAsync(" ⦿ Watch enabled");
            await screen.ShowsAsync("w Disable Watch");
            scenario.File("src/page", "saved\n");
            await screen.ShowsAsync("web-1  | saved");
            await screen.PressAsync("w");
            await screen.ShowsAsync(" ⦿ Watch disabled");
            await screen.ShowsAsync("w Enable Watch");
            await screen.PressAsync("d");
            await screen.ShowsAsync("[exit 0]");
        }

        scenario.File("compose.yaml", "services: {web: {image: busybox, command: sleep 600, init: true, stop_grace_period: 1s}}");
        await using var without = await TerminalScreen.OpenAsync(RequiredProgram.Ncompose, ["up"], scenario.Folder, scenario.Environment);
        await without.ShowsAsync("w Enable Watch");
        await without.PressAsync("w");
        await without.ShowsAsync("Watch →  watch is not yet configured. Learn more: https://docs.docker.com/compose/file-watch/");
    });

    private static void Prepare(Scenario scenario)
    {
        scenario.File("compose.yaml", Stack);
        scenario.File("src/x", "");
        scenario.File("conf/x", "");
    }
}
