namespace Compose.Execution.Waiting;

/// <summary>What a look at a container says about a condition. Closed.</summary>
public abstract record ConditionResult
{
    private ConditionResult()
    {
    }

    /// <summary>Time alone can change it after <paramref name="Again"/>; otherwise only an event can.</summary>
    public sealed record Pending(TimeSpan? Again = null) : ConditionResult;

    public sealed record Met : ConditionResult;

    /// <summary>It can no longer be met; the words are Docker Compose's, which scripts match on.</summary>
    public sealed record Failed(string Reason) : ConditionResult;

    public static ConditionResult Wait { get; } = new Pending();
    public static ConditionResult Yes { get; } = new Met();
}
