namespace Compose.Cli.Commands.Ci;

/// <summary>What a pipeline gets besides the output of the run.</summary>
/// <param name="Groups">The lines of the run are a group that GitHub folds, and there is a summary.</param>
/// <param name="JUnit">A file for the services as test cases.</param>
/// <param name="Artifacts">A folder for what helps to understand a failure.</param>
internal sealed record CiOptions(bool Groups, string? JUnit, string? Artifacts);
