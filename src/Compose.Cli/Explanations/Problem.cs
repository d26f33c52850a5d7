namespace Compose.Cli.Explanations;

/// <summary>One section of problems.md.</summary>
internal sealed record Problem(string Code, string Title, string Text);
