using System.Diagnostics;
using Compose.Testing;
using FluentAssertions;
using NCompose;
using Xunit;

namespace Compose.Library.Tests;

/// <summary>A process that is killed cannot remove its stack; its watcher does, or the next start.</summary>
public sealed class KilledHostTests
{
    private const string Files = """
        name: killed
        services:
          web: {image: busybox, command: sleep 600, stop_grace_period: 0s, volumes: ["data:/data"]}
        volumes: {data: }
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task The_stack_of_a_killed_process_is_gone_within_30_seconds()
    {
        var (host, stack) = await StartAsync();
        host.Kill();
        var clock = Stopwatch.StartNew();

        await Eventually.UntilAsync(() => IsGoneAsync(stack), "container, network and volume are gone");

        clock.Elapsed.Should().BeLessThan(Limit);
        await stack.DisposeAsync();
        host.Dispose();
    }

    [Fact]
    public async Task A_stack_whose_watcher_was_killed_too_is_removed_by_the_next_start()
    {
        var (killed, left) = await StartAsync();
        killed.Kill(entireProcessTree: true);

        var (next, stack) = await StartAsync();

        (await IsGoneAsync(left)).Should().BeTrue();
        next.Kill();
        await Eventually.UntilAsync(() => IsGoneAsync(stack), "container, network and volume are gone");
        await left.DisposeAsync();
        await stack.DisposeAsync();
        killed.Dispose();
        next.Dispose();
    }

    /// <summary>A process with a stack, and the same project as this process sees it.</summary>
    private static async Task<(Process Host, ComposeStack Stack)> StartAsync()
    {
        var program = RepositoryRoot.Combine("tests", "Compose.Library.Host", "bin", "Debug", "net10.0", "Compose.Library.Host.dll");
        var host = Process.Start(new ProcessStartInfo("dotnet", [program, Files]) { RedirectStandardOutput = true })!;
        var name = await host.StandardOutput.ReadLineAsync();
        name.Should().StartWith("killed-");
        var stack = await ComposeStack.OpenAsync(new ComposeOptions { ProjectName = name, Text = Files });
        (await stack.ContainersAsync()).Should().ContainSingle();
        return (host, stack);
    }

    private static async Task<bool> IsGoneAsync(ComposeStack stack) =>
        (await stack.PlanAsync()).Steps.Count(step => step.Operation is "CreateContainer" or "CreateNetwork" or "CreateVolume") == 3;
}
