namespace Compose.Benchmarks;

/// <summary>
/// A line of the table: an input, and the arguments that both programs get in its folder. <see cref="FasterBy"/> is the bar for wall time;
/// null is "shown only".
/// </summary>
internal sealed record Case(string Name, Action<string> WriteInput, IReadOnlyList<string> Arguments)
{
    public double? FasterBy { get; init; }

    /// <summary>Inputs that the peer takes too long for are ours alone.</summary>
    public bool WithPeer { get; init; } = true;

    public int Runs { get; init; } = 11;
}
