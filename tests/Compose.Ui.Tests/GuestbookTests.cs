using System.Text.Json;
using Compose.Testing;
using Compose.Testing.Engine;
using Compose.Testing.Scenarios;
using Deque.AxeCore.Playwright;
using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace Compose.Ui.Tests;

/// <summary>The page of the guestbook in a browser, from the first `up` to an edited file.</summary>
public sealed class GuestbookTests(EngineFixture fixture, Browser browser) : IClassFixture<EngineFixture>, IClassFixture<Browser>
{
    private static readonly string[] Views = ["services", "logs", "graph", "plan", "timeline"];

    [Fact]
    public Task The_page_shows_how_the_stack_starts_changes_and_what_up_would_do() =>
    Scenario.RunAsync(fixture, "guestbook", async scenario =>
    {
        Copy(scenario);
        await using var ui = await UiProcess.StartAsync(scenario);
        var page = await browser.OpenAsync(ui.Address);
        page.Url.Should().NotContain(ui.Token, "the token leaves the address at once");
        await ShowsTheStart(page, scenario);
        await ShowsTheTimelineOfTheStart(page, scenario);
        await ShowsAStopFromOutside(page, scenario);
        await ShowsThePlanOfAnEditedFile(page, scenario);
        await ShowsABrokenFile(page, scenario);
        await RestartsAfterItHasShownThePlan(page, scenario);
        await IsAccessible(ui);
        await OpensAShell(page);
        await Scales(page);
        browser.Errors.Should().BeEmpty();
    });

    private static async Task ShowsTheStart(IPage page, Scenario scenario)
    {
        await page.ClickAsync("nav a[href='#graph']");
        await Assertions.Expect(page.Locator("[data-node]")).ToHaveCountAsync(4);
        await Assertions.Expect(page.Locator("[data-edge='app-db']")).ToHaveAttributeAsync("data-met", "false");
        var up = scenario.Ncompose("up", "-d", "--wait", "--timeline", "up.json");
        await page.WaitForSelectorAsync(".waits li");
        (await page.InnerTextAsync(".waits")).Should().Contain("waits for");
        await up;
        await page.WaitForSelectorAsync("[data-edge='app-db'][data-met='true']");
        await page.WaitForSelectorAsync("[data-edge='web-app'][data-met='true']");
        var picture = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("button:has-text('PNG')"));
        (await File.ReadAllBytesAsync(await picture.PathAsync())).Should()
            .HaveCountGreaterThan(5000).And.StartWith(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G' });
        await page.ClickAsync("nav a[href='#services']");
        await page.WaitForSelectorAsync("[data-service='web'][data-state='healthy']");
        (await page.Locator("[data-service='web'] .ports a").GetAttributeAsync("href")).Should().StartWith("http://127.0.0.1:");
    }

    /// <summary>The file of `up`, the bars of the page and the picture are the same.</summary>
    private static async Task ShowsTheTimelineOfTheStart(IPage page, Scenario scenario)
    {
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(scenario.Folder, "up.json")));
        var timeline = document.RootElement;
        PublishedSchema.Timeline.Problems(timeline).Should().BeEmpty();
        var rows = timeline.GetProperty("rows").EnumerateArray().ToList();
        var database = rows.Single(row => row.GetProperty("name").GetString() == $"{scenario.Project}-db-1").GetProperty("bars")
            .EnumerateArray().ToList();
        database.Select(bar => bar.GetProperty("phase").GetString()).Should().ContainInOrder("create", "start", "healthy");
        var bars = rows.SelectMany(row => row.GetProperty("bars").EnumerateArray()).ToDictionary(bar => bar.GetProperty("id").GetInt32());
        var chain = timeline.GetProperty("critical").EnumerateArray().Select(id => bars[id.GetInt32()]).ToList();
        chain.Zip(chain.Skip(1)).Should()
            .OnlyContain(pair => pair.First.GetProperty("end").GetDouble() <= pair.Second.GetProperty("start").GetDouble());
        chain[^1].GetProperty("end").GetDouble().Should().Be(timeline.GetProperty("milliseconds").GetDouble());
        await page.ClickAsync("nav a[href='#timeline']");
        await Assertions.Expect(page.Locator(".track [data-bar]")).ToHaveCountAsync(bars.Count);
        await Assertions.Expect(page.Locator(".chain li")).ToHaveCountAsync(chain.Count);
        (await page.EvaluateAsync<string>("() => fetch('/api/timeline').then(answer => answer.text())")).Should()
            .StartWith("<svg").And.Contain($"{scenario.Project}-db-1");
        await page.ClickAsync("nav a[href='#services']");
    }

    /// <summary>Without a reload. One of three stops may fall into a moment when the machine is busy with something else.</summary>
    private static async Task ShowsAStopFromOutside(IPage page, Scenario scenario)
    {
        await page.EvaluateAsync("() => { window.isSame = true; }");
        var delays = new List<TimeSpan>();
        for (var stop = 0; stop < 3; stop++)
            delays.Add(await FromEventToRow(page, scenario));
        delays.Order().ElementAt(1).Should().BeLessThan(TimeSpan.FromMilliseconds(300), "the stops took {0}", string.Join(", ", delays));
        (await page.EvaluateAsync<bool>("() => window.isSame")).Should().BeTrue();
        await page.WaitForSelectorAsync("[data-service='cache'][data-state='healthy']");
    }

    /// <summary>From the engine's event to the change of the row.</summary>
    private static async Task<TimeSpan> FromEventToRow(IPage page, Scenario scenario)
    {
        await page.EvaluateAsync("""
            () => { window.seen = new Promise(done => new MutationObserver((_, watch) => {
              if (document.querySelector("[data-service='cache'][data-state='stopped']")) { watch.disconnect(); done(Date.now()); }
            }).observe(document.body, { subtree: true, attributes: true, childList: true })); }
            """);
        var id = (string)(await scenario.Container("cache"))["Id"]!;
        var recording = await scenario.Engine.RecordEventsAsync("com.docker.compose.service=cache");
        await scenario.Engine.PostAsync($"/containers/{id}/stop");
        var seen = await page.EvaluateAsync<double>("() => window.seen");
        var end = (await recording.StopAsync(scenario.Engine))
            .First(happened => (string?)happened["Action"] == "die" && (string?)happened["Actor"]?["ID"] == id);
        await scenario.Engine.PostAsync($"/containers/{id}/start");
        await page.WaitForSelectorAsync("[data-service='cache']:not([data-state='stopped'])");
        return TimeSpan.FromMilliseconds(seen - (long)end["timeNano"]! / 1e6);
    }

    private static async Task ShowsThePlanOfAnEditedFile(IPage page, Scenario scenario)
    {
        await page.ClickAsync("nav a[href='#plan']");
        await page.WaitForSelectorAsync(".calm");
        await Edit(scenario, "LOG: info", "LOG: debug");
        await page.WaitForSelectorAsync("nav .badge");
        var change = page.Locator(".change", new() { HasText = "app-1" });
        (await change.InnerTextAsync()).Should().Contain("environment.LOG: info → debug");
        await change.Locator(".place").ClickAsync();
        (await change.Locator(".excerpt .here").InnerTextAsync()).Should().Contain("LOG: debug");
        (await change.Locator(".excerpt").InnerTextAsync()).Should().Contain("API_TOKEN: (hidden)").And.NotContain("wQ83hZ");
        await ShowsWhatUpWouldDo(page, scenario);
        await Edit(scenario, "LOG: debug", "LOG: info");
        await page.ClickAsync("nav a[href='#plan']");
        await page.WaitForSelectorAsync(".calm");
    }

    private static async Task ShowsWhatUpWouldDo(IPage page, Scenario scenario)
    {
        await page.ClickAsync("nav a[href='#services']");
        await page.ClickAsync(".bar button:has-text('Up')");
        await Assertions.Expect(page.Locator("dialog .change h2")).ToContainTextAsync($"recreate container {scenario.Project}-app-1");
        await Assertions.Expect(page.Locator("dialog .change")).ToContainTextAsync("environment.LOG: info → debug");
        await page.ClickAsync("dialog button:has-text('Cancel')");
    }

    /// <summary>What runs goes on, so the page shows it, too.</summary>
    private static async Task ShowsABrokenFile(IPage page, Scenario scenario)
    {
        await page.ClickAsync("nav a[href='#services']");
        await Edit(scenario, "image: redis", "imag: redis");
        var problem = page.Locator("[role=alert]");
        await Assertions.Expect(problem).ToContainTextAsync("additional properties 'imag' not allowed");
        (await problem.InnerTextAsync()).Should().MatchRegex("^compose.yaml:[0-9]+:5: ").And.EndWith("did you mean \"image\"?");
        await Assertions.Expect(page.Locator("[data-service='cache']")).ToHaveAttributeAsync("data-state", "healthy");
        (await page.InnerTextAsync(".title")).Should().StartWith(scenario.Project);
        await Edit(scenario, "imag: redis", "image: redis");
        await Assertions.Expect(problem).ToHaveCountAsync(0);
    }

    private static async Task RestartsAfterItHasShownThePlan(IPage page, Scenario scenario)
    {
        var before = await scenario.Container("app");
        await page.ClickAsync("nav a[href='#services']");
        await page.ClickAsync("[data-service='app'] .menu summary");
        await page.ClickAsync("[data-service='app'] .menu button:has-text('Restart')");
        await page.WaitForSelectorAsync("dialog .steps li");
        (await page.Locator("dialog .steps li").CountAsync()).Should().Be(1);
        (await page.InnerTextAsync("dialog .steps")).Should().Contain($"{scenario.Project}-app-1");
        await page.ClickAsync("dialog .primary");
        await page.WaitForSelectorAsync(".run .mark.good");
        var after = await scenario.Container("app");
        ((string)after["Id"]!).Should().Be((string)before["Id"]!);
        ((string)after["State"]!["StartedAt"]!).Should().NotBe((string)before["State"]!["StartedAt"]!);
    }

    private static async Task OpensAShell(IPage page)
    {
        await page.ClickAsync("[data-service='cache'] .menu summary");
        await page.ClickAsync("[data-service='cache'] .menu button:has-text('Shell')");
        await page.Locator(".screen textarea").FocusAsync();
        await page.Keyboard.TypeAsync("echo in-$((1+1))\n");
        await Assertions.Expect(page.Locator(".xterm-rows")).ToContainTextAsync("in-2");
        await page.Keyboard.TypeAsync("stty size; exit\n");
        await Assertions.Expect(page.Locator("dialog.shell [role=status]")).ToHaveTextAsync("ended with 0");
        (await page.InnerTextAsync(".xterm-rows")).Should().NotContain("24 80", "the shell knows how large the window is");
        await page.ClickAsync("dialog.shell button");
    }

    private static async Task Scales(IPage page)
    {
        await page.ClickAsync("[data-service='cache'] .menu summary");
        await page.ClickAsync("[data-service='cache'] .menu button:has-text('Scale')");
        await Assertions.Expect(page.Locator("dialog[open]")).ToContainTextAsync("Nothing would change");
        await page.FillAsync("dialog .amount", "2");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator("dialog .change h2")).ToContainTextAsync("-cache-2");
        await page.ClickAsync("dialog .primary");
        await Assertions.Expect(page.Locator("[data-service='cache'] .count")).ToContainTextAsync("2/");
    }

    private async Task IsAccessible(UiProcess ui)
    {
        foreach (var (scheme, width) in new[] { (ColorScheme.Light, 1280), (ColorScheme.Dark, 320) })
        {
            var page = await browser.OpenAsync(ui.Address, scheme, width, isForAxe: true);
            await page.WaitForSelectorAsync("[data-service='web']");
            foreach (var view in Views)
            {
                await page.ClickAsync($"nav a[href='#{view}']");
                await page.WaitForSelectorAsync($".view-{view} h1");
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                var found = await page.RunAxe();
                found.Violations.Select(violation => $"{view} {scheme} {width}: {violation.Id} {violation.Nodes[0].Html}")
                    .Should().BeEmpty();
                await TakePictures(page, $"{view}-{width}");
                (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth")).Should()
                    .BeFalse($"{view} fits into {width}");
            }

            await page.Context.CloseAsync();
        }
    }

    /// <summary>For people to look at (artifacts/pictures); docs/images has some of them.</summary>
    private static async Task TakePictures(IPage page, string name)
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.ScreenshotAsync(
                new() { Path = RepositoryRoot.Combine("artifacts", "pictures", $"{name}-{scheme.ToString().ToLowerInvariant()}.png") });
        }
    }

    private static void Copy(Scenario scenario)
    {
        var example = RepositoryRoot.Combine("examples", "guestbook");
        foreach (var file in Directory.EnumerateFiles(example, "*", SearchOption.AllDirectories))
            scenario.File(Path.GetRelativePath(example, file), File.ReadAllText(file));
        scenario.File("db-password.txt", "not-for-every-eye\n");
        scenario.Environment["GUESTBOOK_PORT"] = "0";
        var compose = File.ReadAllText(Path.Combine(scenario.Folder, "compose.yaml"));
        scenario.File(
            "compose.yaml", compose.Replace(
            "      CACHE_HOST: cache", "      CACHE_HOST: cache\n      LOG: info\n      API_TOKEN: wQ83hZ", StringComparison.Ordinal));
    }

    private static async Task Edit(Scenario scenario, string from, string to)
    {
        var path = Path.Combine(scenario.Folder, "compose.yaml");
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace(from, to, StringComparison.Ordinal));
    }
}
