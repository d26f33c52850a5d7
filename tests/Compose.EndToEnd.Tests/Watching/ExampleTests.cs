using System.Globalization;
using Compose.EndToEnd.Tests.Examples;
using Compose.Testing.Engine;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests.Watching;

/// <summary>examples/live-reload as its reader uses it.</summary>
public sealed class ExampleTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    [Fact]
    public Task A_page_shows_what_was_saved_and_what_was_rebuilt()
    {
        var port = Example.FreePorts();
        return Example.RunAsync(fixture, "live-reload", async example =>
        {
            var scenario = example.Scenario;
            (await Example.PageAsync(port)).Should().Contain("Hello from edition 1");
            await using var watch = await WatchRun.StartAsync(scenario, "watch", "--no-up", "--quiet");
            scenario.File("pages/index.html", "<h1>{greeting}, saved, {edition}</h1>");
            await Shows(watch, port, "<h1>Hello, saved, 1</h1>");
            scenario.File(
                "app.py", (await File.ReadAllTextAsync(Path.Combine(scenario.Folder, "app.py"))).Replace(
                "\"Hello\"", "\"Welcome\"", StringComparison.Ordinal));
            await Shows(watch, port, "<h1>Welcome, saved, 1</h1>");
            scenario.File(
                "Dockerfile", (await File.ReadAllTextAsync(Path.Combine(scenario.Folder, "Dockerfile"))).Replace(
                "EDITION=1", "EDITION=2", StringComparison.Ordinal));
            await Shows(watch, port, "<h1>Welcome, saved, 2</h1>");
        }, environment => environment["WEB_PORT"] = port.ToString(CultureInfo.InvariantCulture));
    }

    private static Task Shows(WatchRun watch, int port, string text) => watch.UntilAsync(
        async () => (await Example.PageAsync(port)).Contains(text, StringComparison.Ordinal), $"the page shows {text}");
}
