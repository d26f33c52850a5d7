namespace Compose.Cli.CommandLine;

/// <summary>One line of a command's help that can be typed as it is, and what it is good for.</summary>
internal sealed record Example(string Purpose, string Line);
