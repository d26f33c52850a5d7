namespace Compose.Cli.CommandLine;

/// <summary>How the steps of a run are shown.</summary>
internal enum ProgressMode
{
    /// <summary>A list that is redrawn in place.</summary>
    Terminal,
    Plain,
    Json,
    Quiet,
}
