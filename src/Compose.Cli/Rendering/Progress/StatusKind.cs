namespace Compose.Cli.Rendering.Progress;

enum StatusKind
{
    Working,
    Done,
    Warning,
    Error,
}
