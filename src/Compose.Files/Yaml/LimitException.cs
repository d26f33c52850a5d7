using Compose.Files.Diagnostics;

namespace Compose.Files.Yaml;

/// <summary>Ends the reading of a text that is larger or deeper than is allowed. It never leaves <see cref="YamlReader"/>.</summary>
internal sealed class LimitException(Diagnostic problem) : Exception(problem.Summary)
{
    public Diagnostic Problem { get; } = problem;
}
