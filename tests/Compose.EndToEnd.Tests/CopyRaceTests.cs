using System.Globalization;
using Compose.Testing;
using Compose.Testing.Engine;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;
using Xunit.Abstractions;

namespace Compose.EndToEnd.Tests;

/// <summary>
/// A container whose folder is a folder at one moment and a symbolic link at the next, while it is copied. NCOMPOSE_ROUNDS sets how often.
/// </summary>
public sealed class CopyRaceTests(EngineFixture fixture, ITestOutputHelper output) : IClassFixture<EngineFixture>
{
    private static readonly int Rounds = int.TryParse(
        System.Environment.GetEnvironmentVariable("NCOMPOSE_ROUNDS"), CultureInfo.InvariantCulture, out var number) ? number : 50;

    [Fact]
    public Task Cp_never_writes_outside_of_its_target() => Scenario.RunAsync(fixture, "cp-race", async scenario =>
    {
        var outside = Directory.CreateDirectory(Path.Combine(scenario.Folder, "outside")).FullName;
        var folder = Directory.CreateDirectory(Path.Combine(scenario.Folder, "mounted", "top")).FullName;
        var link = Path.Combine(scenario.Folder, "mounted", "link");
        Directory.CreateSymbolicLink(link, outside);
        for (var n = 0; n < 20; n++)
            scenario.File($"mounted/top/evil{n}", "x");
        scenario.File("compose.yaml", "services: {web: {image: busybox, command: sleep 600, init: true, volumes: ['./mounted:/mounted']}}");
        await scenario.Ncompose("up", "-d");
        using var ended = new CancellationTokenSource();
        var swapping = Task.Factory.StartNew(
            () =>
            {
                while (!ended.IsCancellationRequested)
                    Swap.Names(folder, link);
            },
            TaskCreationOptions.LongRunning);
        var refused = 0;
        try
        {
            for (var round = 0; round < Rounds; round++)
            {
                // Refused or not depends on the moment; a defect of the program never does.
                var run = await scenario.Try("cp", "web:/mounted/top", "out" + round.ToString(CultureInfo.InvariantCulture));
                run.ExitCode.Should().BeOneOf(0, 1);
                refused += run.ExitCode;
            }
        }
        finally
        {
            await ended.CancelAsync();
            await swapping;
        }

        var escapes = Directory.GetFileSystemEntries(outside).Length;
        output.WriteLine($"{Rounds} rounds, {refused} refused, {escapes} escapes");
        escapes.Should().Be(0);
        await scenario.Ncompose("down", "-t", "0");
    });
}
