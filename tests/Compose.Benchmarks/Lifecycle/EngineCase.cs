namespace Compose.Benchmarks.Lifecycle;

/// <summary>
/// A line of the engine's table: a stack, what brings it into its starting state, and the arguments that are measured. <see cref="Bar"/> is
/// the largest share of the peer's time.
/// </summary>
internal sealed record EngineCase(string Name, Func<int, string> File, IReadOnlyList<string> Arguments)
{
    /// <summary>Run once before everything; not measured.</summary>
    public IReadOnlyList<string>? Setup { get; init; }

    /// <summary>Run before each measured run, by the same program; not measured.</summary>
    public IReadOnlyList<string>? Reset { get; init; }

    /// <summary>Whether the work was done, seen through the engine.</summary>
    public required Func<Stack, Task> Check { get; init; }

    /// <summary>The bare engine calls that the case needs, in the state that <see cref="Reset"/> leaves.</summary>
    public Func<Floor, Task>? Floor { get; init; }

    public double? Bar { get; init; }

    public int Runs { get; init; } = 7;
}
