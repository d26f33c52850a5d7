using Compose.Files;
using Compose.Files.Diagnostics;
using Compose.Files.Yaml;

namespace Compose.Planning.Lint;

/// <summary>`ncompose lint`: what is valid and still unwise.</summary>
public static class Linter
{
    /// <param name="rules">In the order of their codes.</param>
    /// <param name="loaded">A load without errors, with all profiles and all resources.</param>
    /// <param name="dockerfileOf">Reads the Dockerfile of a build section; null where there is none.</param>
    public static IReadOnlyCollection<Diagnostic> Run(
        IEnumerable<LintRule> rules, LoadResult loaded, Func<YamlMapping, string?> dockerfileOf)
    {
        var found = new DiagnosticBag();
        if (loaded.Tree is not { } tree)
            return found;
        var project = new LintProject(tree, loaded.Sources, dockerfileOf);
        var settings = new LintSettings(tree);
        foreach (var rule in rules)
            rule.Check(project, new Findings(rule, settings, found));
        return found;
    }
}
