using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Compose.Engine;
using Compose.Engine.Wire;

namespace Compose.Execution.Queries;

/// <summary>
/// The use of the processor is a difference of two samples. The engine, asked for one figure, takes more than a second between them; two
/// samples at once-asked moments of our own tell the same sooner.
/// </summary>
internal static class UsageSampling
{
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(400);

    public static async Task<ImmutableArray<UsageRow>> OnceAsync(EngineClient engine, IReadOnlyList<ContainerRow> containers, CancellationToken cancellation)
    {
        var first = await Task.WhenAll(containers.Select(container => SampleAsync(engine, container, cancellation)));
        if (first.All(sample => sample is null or { Cpu.System: 0 }))
            return [.. containers.Zip(first).Where(pair => pair.Second is not null).Select(pair => Row(pair.First, pair.Second!, pair.Second!.Cpu))];
        using var timer = new PeriodicTimer(Apart);
        await timer.WaitForNextTickAsync(cancellation);
        var second = await Task.WhenAll(containers.Select(container => SampleAsync(engine, container, cancellation)));
        return
        [
            .. containers.Select((container, i) => second[i] is { } now ? Row(container, now, first[i]?.Cpu ?? now.Cpu) : null).OfType<UsageRow>(),
        ];
    }

    public static async IAsyncEnumerable<UsageRow> FollowAsync(
        EngineClient engine, ContainerRow container, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var sample in engine.StreamStatsAsync(container.Id, cancellation))
            yield return Row(container, sample, sample.PreviousCpu);
    }

    private static async Task<ContainerStats?> SampleAsync(EngineClient engine, ContainerRow container, CancellationToken cancellation)
    {
        try
        {
            return await engine.SampleStatsAsync(container.Id, cancellation);
        }
        catch (EngineError error) when (error.Kind is EngineErrorKind.NotFound or EngineErrorKind.Conflict)
        {
            // Gone since the list was made.
            return null;
        }
    }

    private static UsageRow Row(ContainerRow container, ContainerStats now, CpuStats before)
    {
        var (read, written) = Disk(now.Blkio);
        return new UsageRow(container)
        {
            ProcessorPercent = Processor(now.Cpu, before),
            Memory = UsedMemory(now.Memory),
            MemoryLimit = now.Memory.Limit,
            Received = now.Networks?.Values.Sum(network => (double)network.ReceivedBytes) ?? 0,
            Sent = now.Networks?.Values.Sum(network => (double)network.SentBytes) ?? 0,
            Read = read,
            Written = written,
            Processes = (long)now.Pids.Current,
        };
    }

    private static double Processor(CpuStats now, CpuStats before)
    {
        var own = (double)now.Usage.Total - before.Usage.Total;
        var all = (double)now.System - before.System;
        var processors = now.OnlineCpus > 0 ? (int)now.OnlineCpus : now.Usage.PerCpu?.Count ?? 1;
        return own > 0 && all > 0 && before.System > 0 ? own / all * processors * 100 : 0;
    }

    /// <summary>Without the cache that the kernel would give back.</summary>
    private static double UsedMemory(MemoryStats memory)
    {
        foreach (var cache in new[] { "total_inactive_file", "inactive_file" })
            if (memory.Details is { } details && details.TryGetValue(cache, out var bytes) && bytes < memory.Usage)
                return memory.Usage - bytes;
        return memory.Usage;
    }

    private static (double Read, double Written) Disk(BlkioStats disk)
    {
        var (read, written) = (0.0, 0.0);
        foreach (var entry in disk.ServiceBytes)
        {
            if (entry.Operation.Equals("read", StringComparison.OrdinalIgnoreCase))
                read += entry.Value;
            else if (entry.Operation.Equals("write", StringComparison.OrdinalIgnoreCase))
                written += entry.Value;
        }

        return (read, written);
    }
}
