namespace Compose.Execution.Waiting;

/// <summary>What a look at a container says about a condition. Closed.</summary>
public abstract record Judgement
{
    private Judgement()
    {
    }

    /// <summary>Time alone can change it after <paramref name="Again"/>; otherwise only an event can.</summary>
    public sealed record Pending(TimeSpan? Again = null) : Judgement;

    public sealed record Met : Judgement;

    /// <summary>It can no longer be met; the words are Docker Compose's, which scripts match on.</summary>
    public sealed record Failed(string Reason) : Judgement;

    public static Judgement Wait { get; } = new Pending();
    public static Judgement Yes { get; } = new Met();
}
