using System.Text;

namespace Compose.Testing.Specs;

/// <summary>The command line of a case: flags, options, variables and standard input. Nothing of the test's own process gets in.</summary>
public sealed record SpecInvocation(
    IReadOnlyList<string> Flags, IReadOnlyList<string> Options, IReadOnlyDictionary<string, string> Environment, string Input)
{
    public const string Home = "/home/someone";

    public static SpecInvocation Of(SpecCase @case, SpecWorkspace workspace)
    {
        var environment = Bare(workspace);
        foreach (var line in (@case.Block(SpecWords.Environment)?.Text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = line.IndexOf('=');
            environment[line[..equals]] = line[(equals + 1)..];
        }

        return new SpecInvocation(
            Words(@case.Block(SpecWords.Flags)?.Text), Words(@case.Block(SpecWords.Options)?.Text), environment,
            @case.Block(SpecWords.Input)?.Text ?? "");
    }

    /// <summary>The variables that every shell has.</summary>
    public static Dictionary<string, string> Bare(SpecWorkspace workspace) =>
        new(StringComparer.Ordinal) { ["HOME"] = Home, ["PATH"] = "/usr/bin:/bin", ["PWD"] = workspace.Project };

    public IReadOnlyList<string> Arguments(params string[] command) => [.. Flags, .. command, .. Options];

    public SpecInvocation With(string variable, string value) =>
        this with { Environment = new Dictionary<string, string>(Environment, StringComparer.Ordinal) { [variable] = value } };

    private static List<string> Words(string? text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var quoted = false;
        foreach (var c in (text ?? "") + " ")
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (quoted || !char.IsWhiteSpace(c))
            {
                word.Append(c);
            }
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        return words;
    }
}
