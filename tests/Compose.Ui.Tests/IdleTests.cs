using Compose.Testing;
using Compose.Testing.Engine;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace Compose.Ui.Tests;

/// <summary>The engine is asked only while a page looks.</summary>
public sealed class IdleTests(EngineFixture fixture, Browser browser) : IClassFixture<EngineFixture>, IClassFixture<Browser>
{
    [Fact]
    public Task Nothing_is_asked_of_the_engine_before_a_page_opens_while_it_is_hidden_and_after_it_closes() =>
    Scenario.RunAsync(fixture, "page idle", async scenario =>
    {
        scenario.File("compose.yaml", "services: {one: {image: busybox, command: sleep 600, stop_grace_period: 0s}}");
        await scenario.Ncompose("up", "-d");
        await using var relay = new RecordingRelay(Path.Combine(scenario.Folder, "relay.sock"), new Uri(fixture.DockerHost).LocalPath);
        scenario.Environment["DOCKER_HOST"] = relay.Address;
        await using var ui = await UiProcess.StartAsync(scenario);
        await IsQuiet(relay);
        var page = await browser.OpenAsync(ui.Address);
        await IsFollowed(page, relay);
        await Hide(page, true);
        await IsQuiet(relay);
        await Hide(page, false);
        await IsFollowed(page, relay);
        await page.Context.CloseAsync();
        await IsQuiet(relay);
        browser.Errors.Should().BeEmpty();
    });

    /// <summary>The figures of the processor and the memory come each second.</summary>
    private static async Task IsFollowed(IPage page, RecordingRelay relay)
    {
        await page.WaitForSelectorAsync("[data-service='one'][data-state='running']");
        await page.WaitForSelectorAsync("[data-service='one'] .figure svg");
        relay.Requests.Should().Contain(request => request.Contains("/stats")).And.Contain(request => request.Contains("/events"));
        relay.Requests.Clear();
    }

    /// <summary>Streams that were open end, and none begins: each would send something within a second.</summary>
    private static Task IsQuiet(RecordingRelay relay) => Eventually.UntilAsync(
        async () =>
        {
            var answered = relay.Answered;
            relay.Requests.Clear();
            await Task.Delay(1500);
            return relay.Requests.IsEmpty && relay.Answered == answered;
        },
        "nothing is asked and nothing is answered");

    /// <summary>As a browser does it with the page of a tab that is left.</summary>
    private static async Task Hide(IPage page, bool isHidden) => await page.EvaluateAsync(
        """
        isHidden => {
          Object.defineProperty(document, "hidden", { value: isHidden, configurable: true });
          document.dispatchEvent(new Event("visibilitychange"));
        }
        """,
        isHidden);
}
