namespace Compose.Cli.Rendering.Progress;

/// <summary>One line of the list: the latest of what was told of one thing, and for how long it has been going on.</summary>
internal sealed record ProgressRow(StatusChange Latest, TimeSpan Began, TimeSpan? Ended)
{
    public bool IsOver => Ended is not null;

    public TimeSpan Elapsed(TimeSpan now) => (Ended ?? now) - Began;
}
