namespace Compose.Benchmarks.Lifecycle;

internal sealed record EngineResult(Measurement Ours, Measurement Peer, Measurement? Floor)
{
    public double Ratio => Ours.Median / Peer.Median;

    public double? FloorRatio => Floor is null ? null : Floor.Median / Peer.Median;

    public double Memory => (double)Ours.PeakKilobytes / Peer.PeakKilobytes;
}
