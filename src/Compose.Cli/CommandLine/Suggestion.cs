using Compose.Files.Checks;

namespace Compose.Cli.CommandLine;

/// <summary>What was probably meant by a word of the command line; by the same rule as for the words of files.</summary>
static class Suggestion
{
    public static string? Nearest(string typed, IEnumerable<string> candidates) => NearestName.Find(typed, candidates);
}
