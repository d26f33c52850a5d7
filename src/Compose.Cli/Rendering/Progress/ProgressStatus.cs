namespace Compose.Cli.Rendering.Progress;

enum ProgressStatus
{
    Working,
    Done,
    Warning,
    Error,
}
