using System.Diagnostics;
using Compose.Testing;
using FluentAssertions;
using NCompose;
using Xunit;

namespace Compose.Library.Tests;

/// <summary>A process that is killed cannot remove its stack; its watcher does.</summary>
public sealed class KilledHostTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task The_stack_of_a_killed_process_is_gone_within_30_seconds()
    {
        const string files = """
            name: killed
            services:
              web: {image: busybox, command: sleep 600, stop_grace_period: 0s, volumes: ["data:/data"]}
            volumes: {data: }
            """;
        var program = RepositoryRoot.Combine("tests", "Compose.Library.Host", "bin", "Debug", "net10.0", "Compose.Library.Host.dll");
        using var host = Process.Start(new ProcessStartInfo("dotnet", [program, files]) { RedirectStandardOutput = true })!;
        var name = await host.StandardOutput.ReadLineAsync();
        name.Should().StartWith("killed-");
        await using var stack = await ComposeStack.OpenAsync(new ComposeOptions { ProjectName = name, Text = files });
        (await stack.ContainersAsync()).Should().ContainSingle();

        host.Kill();
        var clock = Stopwatch.StartNew();

        await Eventually.UntilAsync(
            async () =>
                (await stack.PlanAsync()).Steps.Count(step =>
                    step.Operation is "CreateContainer" or "CreateNetwork" or "CreateVolume") == 3,
            "container, network and volume are gone");
        clock.Elapsed.Should().BeLessThan(Limit);
    }
}
