namespace Compose.Cli.Explanations;

/// <summary>The problems of problems.md, which is part of the program.</summary>
internal static class ProblemCatalog
{
    public static SortedDictionary<string, Problem> Read()
    {
        using var stream = typeof(ProblemCatalog).Assembly.GetManifestResourceStream("problems.md")!;
        using var reader = new StreamReader(stream);
        var problems = new SortedDictionary<string, Problem>(StringComparer.Ordinal);
        foreach (var section in reader.ReadToEnd().ReplaceLineEndings("\n").Split("\n## ").Skip(1))
        {
            var end = section.IndexOf('\n', StringComparison.Ordinal);
            var heading = section[..end].Split(' ', 2);
            problems.Add(heading[0], new Problem(heading[0], heading[1], section[end..].Trim()));
        }

        return problems;
    }
}
