namespace Compose.Execution.Swarm;

/// <summary>What the swarm shows of a service at one time. Closed.</summary>
public abstract record ServiceJudgement(string Text)
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    /// <summary>It is as it should be. It counts when it has been so for <paramref name="Steady"/>.</summary>
    public sealed record Reached(ServiceEnd End, string Text, TimeSpan Steady) : ServiceJudgement(Text);

    /// <summary>It may still come.</summary>
    public sealed record Pending(string Text) : ServiceJudgement(Text)
    {
        /// <summary>How far it has come; only more than ever before is a change.</summary>
        public long Progress { get; init; }

        /// <summary>For so long the swarm may have nothing to show though all is well.</summary>
        public TimeSpan Grace { get; init; }
    }

    /// <summary>It will not come. It counts when it has been so for <paramref name="Steady"/>.</summary>
    public sealed record Ended(ServiceEnd End, string Text, TimeSpan Steady) : ServiceJudgement(Text)
    {
        /// <summary>The task that the swarm names as the cause.</summary>
        public string? Task { get; init; }
    }

    internal static Reached Now(ServiceEnd end, string text) => new(end, text, TimeSpan.Zero);

    internal static Reached Soon(ServiceEnd end, string text, TimeSpan? steady = null) => new(end, text, steady ?? Short);

    internal static Ended Over(ServiceEnd end, string text, string? task = null) => new(end, text, TimeSpan.Zero) { Task = task };

    internal static Ended OverSoon(ServiceEnd end, string text) => new(end, text, Short);
}
