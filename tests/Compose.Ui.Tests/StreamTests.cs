using System.Text.Json;
using Compose.Testing;
using Compose.Testing.Engine;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.Ui.Tests;

public sealed class StreamTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    [Fact]
    public Task Documents_are_as_published_and_follow_the_engine() => Scenario.RunAsync(fixture, "page json", async scenario =>
    {
        scenario.File(
            "compose.yaml",
            "services: {a: {image: busybox, command: sleep 600, stop_grace_period: 0s}, b: {image: busybox, command: 'true', depends_on: [a]}}");
        await using var ui = UiProcess.Start(scenario, "--json");
        await Until(ui, "state", document => Service(document, "a") == "absent");
        var up = scenario.Ncompose("up", "-d");
        await Until(ui, "state", document => Service(document, "a") == "running");
        await up;
        await Until(ui, "usage", document => document.GetProperty("usage").GetArrayLength() > 0);
    });

    private static string? Service(JsonElement document, string name) =>
        document.GetProperty("state").GetProperty("services").EnumerateArray()
        .Single(service => service.GetProperty("name").GetString() == name).GetProperty("state").GetString();

    private static async Task Until(UiProcess ui, string kind, Func<JsonElement, bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (await ui.Output.ReadLineAsync(patience.Token) is { } line)
        {
            using var document = JsonDocument.Parse(line);
            PublishedSchema.Ui.Problems(document.RootElement).Should().BeEmpty();
            if (document.RootElement.GetProperty("kind").GetString() == kind && isSo(document.RootElement))
                return;
        }

        throw new InvalidOperationException("the stream ended");
    }
}
