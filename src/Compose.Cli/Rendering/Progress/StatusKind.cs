namespace Compose.Cli.Rendering.Progress;

internal enum StatusKind
{
    Working,
    Done,
    Warning,
    Error,
}
