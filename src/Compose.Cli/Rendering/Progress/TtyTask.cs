namespace Compose.Cli.Rendering.Progress;

/// <summary>A row of the list: its newest line, when it began and when it came to rest.</summary>
sealed record TtyTask(ProgressLine Line, TimeSpan Began, TimeSpan? Ended);
