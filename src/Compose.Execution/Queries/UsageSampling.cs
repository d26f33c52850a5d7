using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Docker.DotNet.Models;

namespace Compose.Execution.Queries;

/// <summary>
/// The use of the processor is a difference of two samples. The engine, asked for one figure, takes more than a second between them; two
/// samples at once-asked moments of our own tell the same sooner.
/// </summary>
internal static class UsageSampling
{
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(400);

    public static async Task<ImmutableArray<UsageRow>> OnceAsync(
        EngineClient engine, IReadOnlyList<ContainerRow> containers, CancellationToken cancellationToken)
    {
        var first = await Task.WhenAll(containers.Select(container => SampleAsync(engine, container, cancellationToken)));
        if (first.All(sample => sample is null or { CPUStats.SystemUsage: null or 0 }))
            return [.. containers.Zip(first, (container, now) => now is null ? null : Row(container, now, now.CPUStats))
                .OfType<UsageRow>()];
        using var timer = new PeriodicTimer(Apart);
        await timer.WaitForNextTickAsync(cancellationToken);
        var second = await Task.WhenAll(containers.Select(container => SampleAsync(engine, container, cancellationToken)));
        return
        [
            .. containers.Select((container, i) => second[i] is { } now ? Row(container, now, first[i]?.CPUStats ?? now.CPUStats) : null)
                .OfType<UsageRow>(),
        ];
    }

    public static async IAsyncEnumerable<UsageRow> FollowAsync(
        EngineClient engine, ContainerRow container, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var sample in engine.StreamStatsAsync(container.Id, cancellationToken))
            yield return Row(container, sample, sample.PreCPUStats);
    }

    private static async Task<ContainerStatsResponse?> SampleAsync(
        EngineClient engine, ContainerRow container, CancellationToken cancellationToken)
    {
        try
        {
            return await engine.SampleStatsAsync(container.Id, cancellationToken);
        }
        catch (EngineError error) when (error.Kind is EngineErrorKind.NotFound or EngineErrorKind.Conflict)
        {
            // Gone since the list was made.
            return null;
        }
    }

    private static UsageRow Row(ContainerRow container, ContainerStatsResponse now, CPUStats? before)
    {
        var (read, written) = Disk(now.BlkioStats);
        return new UsageRow(container)
        {
            ProcessorPercent = Processor(now.CPUStats, before),
            Memory = now.MemoryStats is { } memory ? UsedMemory(memory) : 0,
            MemoryLimit = now.MemoryStats?.Limit ?? 0,
            Received = now.Networks?.Values.Sum(network => (double)network.RxBytes) ?? 0,
            Sent = now.Networks?.Values.Sum(network => (double)network.TxBytes) ?? 0,
            Read = read,
            Written = written,
            Processes = (long)(now.PidsStats?.Current ?? 0),
        };
    }

    private static double Processor(CPUStats? now, CPUStats? before)
    {
        if (now is not { CPUUsage: not null, SystemUsage: { } system }
            || before is not { CPUUsage: not null, SystemUsage: > 0 and var systemBefore })
        {
            return 0;
        }

        var own = (double)now.CPUUsage.TotalUsage - before.CPUUsage.TotalUsage;
        var all = (double)system - systemBefore;
        var processors = now.OnlineCPUs is > 0 and var online ? (int)online : now.CPUUsage.PercpuUsage?.Count ?? 1;
        return own > 0 && all > 0 ? own / all * processors * 100 : 0;
    }

    /// <summary>Without the cache that the kernel would give back.</summary>
    private static double UsedMemory(MemoryStats memory)
    {
        foreach (var cache in new[] { "total_inactive_file", "inactive_file" })
            if (memory.Stats is { } details && details.TryGetValue(cache, out var bytes) && memory.Usage is { } usage && bytes < usage)
                return usage - bytes;
        return memory.Usage ?? 0;
    }

    private static (double Read, double Written) Disk(BlkioStats? disk)
    {
        var (read, written) = (0.0, 0.0);
        foreach (var entry in (disk?.IoServiceBytesRecursive).OrEmpty())
        {
            if (entry.Op.Equals("read", StringComparison.OrdinalIgnoreCase))
                read += entry.Value;
            else if (entry.Op.Equals("write", StringComparison.OrdinalIgnoreCase))
                written += entry.Value;
        }

        return (read, written);
    }
}
