namespace Compose.Execution.Queries;

/// <summary>What a container uses of its host at one moment. A container that does not run uses nothing.</summary>
public sealed record UsageRow(ContainerRow Container)
{
    /// <summary>Of one processor: 200 are two.</summary>
    public double ProcessorPercent { get; init; }

    public double Memory { get; init; }
    public double MemoryLimit { get; init; }
    public double MemoryPercent => MemoryLimit > 0 ? Memory / MemoryLimit * 100 : 0;
    public double Received { get; init; }
    public double Sent { get; init; }
    public double Read { get; init; }
    public double Written { get; init; }
    public long Processes { get; init; }
}
