namespace Compose.Cli.CommandLine;

/// <summary>A command line that cannot be understood: the sentence, and what was probably meant.</summary>
internal sealed record UsageError(string Message, string Command, string? Suggestion = null)
{
    /// <summary>What to do instead.</summary>
    public string? Help { get; init; }
}
