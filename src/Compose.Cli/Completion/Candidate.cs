namespace Compose.Cli.Completion;

/// <summary>Something that can follow, and what it is.</summary>
internal sealed record Candidate(string Value, string Description = "");
