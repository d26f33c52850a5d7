using System.Text.RegularExpressions;
using Compose.Files.Diagnostics;
using Compose.Files.Text;

namespace Compose.Files.Yaml;

/// <summary>
/// What a person most likely did where the reader only knows what it did not expect. Works on the text after the refusal, whatever the
/// reader: it moves the error to the line of the mistake and says what to do.
/// </summary>
internal static partial class SyntaxHelp
{
    public static IReadOnlyCollection<Diagnostic> Apply(DiagnosticBag found, SourceText source)
    {
        if (!found.HasErrors)
            return found;
        var lines = new SyntaxLines(source);
        if (ConflictMarker(found, lines) is { } conflict)
            return [conflict];
        if (Template(found, lines) is { } template)
            return [template];
        return [.. found.Where(problem => !IsEmptyMerge(problem, found, source)).Select(problem =>
            problem.Code == DiagnosticCode.InvalidYaml ? Moved(problem, lines) : problem)];
    }

    private static Diagnostic? ConflictMarker(DiagnosticBag found, SyntaxLines lines)
    {
        if (found.FirstOrDefault(problem => problem.Code == DiagnosticCode.InvalidYaml) is not { } problem
            || lines.First(Marker()) is not { } line)
            return null;
        return lines.At(problem, line, 0, lines.Text(line).Length, "an unresolved merge conflict",
            "keep one of the two sides, and remove the lines <<<<<<<, ======= and >>>>>>>");
    }

    private static Diagnostic? Template(DiagnosticBag found, SyntaxLines lines)
    {
        foreach (var problem in found)
        {
            if (problem.Code is not (DiagnosticCode.InvalidYaml or DiagnosticCode.NonStringKey) || problem.Primary is not { } primary)
                continue;
            var line = lines.LineOf(primary.Span.Start);
            if (lines.Text(line).IndexOf("{%", StringComparison.Ordinal) is >= 0 and var at)
                return lines.At(problem, line, at, lines.Text(line).Length - at, "a statement of a template",
                    "this file is a template that was not rendered: render it, and give the result to ncompose");
            if (lines.Text(line).IndexOf("{{", StringComparison.Ordinal) is >= 0 and var braces)
                return lines.At(problem, line, braces, lines.Text(line).Length - braces, "braces begin a mapping",
                    "quote the value if the braces are a part of it; if this file is a template, render it first");
        }

        return null;
    }

    /// <summary>`&lt;&lt;: *name` without an anchor of this name: that is one mistake, not two.</summary>
    private static bool IsEmptyMerge(Diagnostic problem, DiagnosticBag found, SourceText source) =>
        problem.Code == DiagnosticCode.InvalidMergeKey && problem.Primary is { } merge
        && found.Any(other =>
            other.Code == DiagnosticCode.UnknownAnchor && other.Primary is { } alias
            && source.Lines.Position(alias.Span.Start).Line == source.Lines.Position(merge.Span.Start).Line);

    private static Diagnostic Moved(Diagnostic problem, SyntaxLines lines)
    {
        if (problem.Primary is not { } primary)
            return problem;
        var line = lines.LineOf(primary.Span.Start);
        var before = lines.Before(line);
        foreach (var candidate in (ReadOnlySpan<int>)[line, before])
            if (candidate > 0 && OddBlank().Match(lines.Text(candidate)) is { Success: true, Length: var length })
                return lines.At(problem, candidate, length - 1, 1, $"character U+{(int)lines.Text(candidate)[length - 1]:X4}",
                    "this is no blank for YAML: indent with blanks");
        if (lines.UnclosedQuote(primary.Span.Start) is { } quote)
            return lines.At(problem, quote.Line, quote.Column, lines.Text(quote.Line).Length - quote.Column,
                "this quote is not closed on its line",
                $"close it: {lines.Text(quote.Line)[quote.Column..].TrimEnd()}{lines.Text(quote.Line)[quote.Column]}");
        return problem.Summary.EndsWith("mapping values are not allowed in this context", StringComparison.Ordinal) && before > 0
            && lines.IsKeyWithoutColon(before)
            ? WithoutColon(problem, lines, before)
            : problem;
    }

    private static Diagnostic WithoutColon(Diagnostic problem, SyntaxLines lines, int line)
    {
        var text = lines.Text(line).Trim();
        var words = text.Split(' ', 2, StringSplitOptions.TrimEntries);
        var wanted = words.Length == 1 ? $"{text}:" : $"{words[0]}: {words[1]}";
        return lines.At(problem, line, lines.Text(line).IndexOf(text, StringComparison.Ordinal), text.Length, "a key without a colon",
            $"write `{wanted}`");
    }

    [GeneratedRegex("^(<<<<<<<|>>>>>>>)( |$)")]
    private static partial Regex Marker();

    [GeneratedRegex(@"^[ ]*[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]")]
    private static partial Regex OddBlank();
}
