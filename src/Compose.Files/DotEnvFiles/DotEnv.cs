using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Environment;
using Compose.Files.Interpolation;
using Compose.Files.Text;

namespace Compose.Files.DotEnvFiles;

/// <summary>Reads files of variables: .env, env_file and label_file.</summary>
public static class DotEnv
{
    /// <summary>
    /// The variables of a file in its order, each once (the last wins). References find <paramref name="lookup"/> first, then what stands
    /// earlier in this file, then <paramref name="earlier"/>: the variables of files before this one.
    /// </summary>
    /// <param name="source">The file.</param>
    /// <param name="origin">The origin of a value in messages, such as ".env".</param>
    /// <param name="lookup">The variables around the file.</param>
    /// <param name="diagnostics">Takes the mistakes.</param>
    /// <param name="earlier">The variables of files before this one.</param>
    /// <param name="budget">Shared by files that are read together.</param>
    public static ImmutableArray<KeyValuePair<string, EnvironmentValue>> Read(
        SourceText source, string origin, Func<string, EnvironmentValue?> lookup, DiagnosticBag diagnostics,
            Func<string, EnvironmentValue?>? earlier = null,
        SubstitutionBudget? budget = null) =>
        new DotEnvParser(source, origin, lookup, earlier, diagnostics, budget ?? new SubstitutionBudget()).Parse();

    /// <summary>The format of `docker run --env-file`: no quotes, no references; a name alone takes the value around it.</summary>
    public static ImmutableArray<KeyValuePair<string, EnvironmentValue>> ReadRaw(
        SourceText source, string origin, Func<string, EnvironmentValue?> lookup, DiagnosticBag diagnostics)
    {
        var found = new DotEnvVariables();
        for (var line = 1; line <= source.Lines.Count; line++)
            ReadRawLine(source, line, origin, lookup, found, diagnostics);
        return found.ToImmutable();
    }

    private static void ReadRawLine(SourceText source, int line, string origin, Func<string, EnvironmentValue?> lookup,
        DotEnvVariables found, DiagnosticBag diagnostics)
    {
        var text = source.Lines.Line(line);
        var trimmed = (line == 1 ? text.TrimStart('\uFEFF') : text).TrimStart();
        if (trimmed.IsEmpty || trimmed[0] == '#')
            return;
        var span = new SourceSpan(source.Id, source.Lines.Start(line) + text.Length - trimmed.Length, trimmed.Length);
        var equals = trimmed.IndexOf('=');
        var name = (equals < 0 ? trimmed : trimmed[..equals]).ToString();
        if (name.Length == 0)
            diagnostics.Add(DotEnvProblems.Bad(DiagnosticCode.InvalidDotEnv, source, span, $"no variable name on line '{trimmed}'",
                "a name belongs before ="));
        else if (name.Any(char.IsWhiteSpace))
            diagnostics.Add(DotEnvProblems.Bad(DiagnosticCode.InvalidDotEnv, source, span with { Length = name.Length },
                $"variable '{name}' contains whitespaces", "no white space may stand here in the raw format"));
        else if (equals >= 0)
            found.Set(name, new EnvironmentValue(trimmed[(equals + 1)..].ToString(), origin, span));
        else if (lookup(name) is { } value)
            found.Set(name, value);
    }
}
