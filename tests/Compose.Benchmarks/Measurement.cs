namespace Compose.Benchmarks;

/// <summary>Figures of one program on one case.</summary>
internal sealed record Measurement(TimeSpan Median, TimeSpan Fastest, long PeakKilobytes);
