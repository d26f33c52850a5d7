using Compose.Testing.Engine;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace Compose.Ui.Tests;

/// <summary>The merged log: three services with ten thousand lines each, and what containers print against the page.</summary>
public sealed class LogTests(EngineFixture fixture, Browser browser) : IClassFixture<EngineFixture>, IClassFixture<Browser>
{
    private const int Lines = 10_000;

    private const string Stack = """
        x-writer: &writer
          image: busybox
          stop_grace_period: 0s
          command: ["sh", "-c", "i=0; while [ $$i -lt 10000 ]; do echo \"line $$i of $$NAME\"; i=$$((i+1)); done; sleep 600"]
        services:
          a: {<<: *writer, environment: {NAME: a}}
          b: {<<: *writer, environment: {NAME: b}}
          c: {<<: *writer, environment: {NAME: c}}
          hostile:
            image: busybox
            stop_grace_period: 0s
            command: ["sh", "-c", "echo '<script>window.hacked=1</script>'; printf '\\033[31mred\\033[0m \\033]0;title\\007end\\n'; sleep 600"]
            labels: {x: "<script>window.hacked=1</script>"}
            healthcheck: {test: "echo '<img src=x onerror=window.hacked=1>'", interval: 1s}
        """;

    [Fact]
    public Task Lines_are_merged_by_time_searched_followed_and_always_text() => Scenario.RunAsync(fixture, "page log", async scenario =>
    {
        scenario.File("compose.yaml", Stack);
        await using var ui = await UiProcess.StartAsync(scenario);
        await scenario.Ncompose("up", "-d", "--wait");
        var page = await browser.OpenAsync(ui.Address);
        await page.ClickAsync("nav a[href='#logs']");
        await page.WaitForFunctionAsync("() => document.querySelector('.all').offsetHeight === 20 * 30002");
        await page.FillAsync("input[type=search]", "line 77 of");
        await Assertions.Expect(page.Locator(".search output")).ToHaveTextAsync("3 hits");
        await page.FillAsync("input[type=search]", "");
        await ScrollingUpStopsFollowing(page);
        await TheFileHasTheOrderOfTheEngine(page);
        await NothingIsMarkup(page);
        ui.Megabytes().Should().BeLessThan(150);
        browser.Errors.Should().BeEmpty();
    });

    private static async Task ScrollingUpStopsFollowing(IPage page)
    {
        var follow = page.Locator("button[aria-label^='Follow']");
        await Assertions.Expect(follow).ToHaveAttributeAsync("aria-pressed", "true");
        await page.HoverAsync(".lines");
        await page.Mouse.WheelAsync(0, -600);
        await Assertions.Expect(follow).ToHaveAttributeAsync("aria-pressed", "false");
        await page.ClickAsync(".jump");
        await Assertions.Expect(follow).ToHaveAttributeAsync("aria-pressed", "true");
    }

    private static async Task TheFileHasTheOrderOfTheEngine(IPage page)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("button:has-text('Download')"));
        var lines = await File.ReadAllLinesAsync(await download.PathAsync());
        lines.Should().HaveCount((3 * Lines) + 2);
        lines.Select(line => line[..30]).Should().BeInAscendingOrder(StringComparer.Ordinal);
    }

    private static async Task NothingIsMarkup(IPage page)
    {
        await page.FillAsync("input[type=search]", "<script>");
        await page.ClickAsync("button:has-text('Only hits')");
        (await page.Locator(".line .text").InnerTextAsync()).Should().Be("<script>window.hacked=1</script>");
        await page.FillAsync("input[type=search]", "red");
        (await page.Locator(".line .f1").InnerTextAsync()).Should().Be("red");
        (await page.Locator(".line .text").InnerTextAsync()).Should().Be("red end");
        await page.ClickAsync("nav a[href='#services']");
        await page.ClickAsync("[data-service='hostile'] .name");
        (await page.Locator("[data-service='hostile'] .probe code").InnerTextAsync()).Should().Be("<img src=x onerror=window.hacked=1>");
        (await page.EvaluateAsync<bool>("() => 'hacked' in window")).Should().BeFalse();
    }
}
