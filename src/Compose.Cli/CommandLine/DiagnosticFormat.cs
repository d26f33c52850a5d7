namespace Compose.Cli.CommandLine;

internal enum DiagnosticFormat
{
    Text,
    Json,
    Sarif,

    /// <summary>Text for the log, and annotations that GitHub shows at the line.</summary>
    GitHub,
}
