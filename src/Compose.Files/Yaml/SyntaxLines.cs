using System.Text.RegularExpressions;
using Compose.Files.Diagnostics;
using Compose.Files.Text;

namespace Compose.Files.Yaml;

/// <summary>The lines of a text that could not be read, numbered from 1.</summary>
internal sealed partial class SyntaxLines(SourceText source)
{
    private readonly LineMap _lines = source.Lines;

    public int LineOf(int offset) => _lines.Position(Math.Clamp(offset, 0, source.Text.Length)).Line;

    public string Text(int line) => _lines.Line(line).ToString();

    public int? First(Regex pattern)
    {
        for (var line = 1; line <= _lines.Count; line++)
            if (pattern.IsMatch(_lines.Line(line)))
                return line;
        return null;
    }

    /// <summary>The last line before this one that is not blank and no comment; 0 when there is none.</summary>
    public int Before(int line)
    {
        for (line--; line > 0 && _lines.Line(line).TrimStart() is [] or ['#', ..]; line--)
        {
        }

        return line;
    }

    /// <summary>The same error at another place.</summary>
    public Diagnostic At(Diagnostic problem, int line, int column, int length, string label, string help) => problem with
    {
        Summary = LineNumber().Replace(problem.Summary, $"yaml: line {line}:"),
        Primary = new Label(new SourceSpan(source.Id, _lines.Start(line) + column, length), label),
        Help = help,
    };

    /// <summary>
    /// Where a quoted text begins that ends on a later line, right before this place: the quote that ended it was meant to begin the next
    /// text.
    /// </summary>
    public (int Line, int Column)? UnclosedQuote(int offset)
    {
        var end = offset - 1;
        while (end > 0 && source.Text[end] == ' ')
            end--;
        if (end < 1 || source.Text[end] is not ('"' or '\''))
            return null;
        var start = source.Text.LastIndexOf(source.Text[end], end - 1);
        if (start < 0 || !source.Text.AsSpan(start, end - start).Contains('\n') || !BeginsValue(start))
            return null;
        var position = _lines.Position(start);
        return (position.Line, position.Column - 1);
    }

    /// <summary>
    /// A line that consists of a key, or a key and a value, and lacks the colon; not the rest of a text that goes on from the line before.
    /// </summary>
    public bool IsKeyWithoutColon(int line)
    {
        if (!Words().IsMatch(Text(line)))
            return false;
        var before = Before(line);
        return before == 0 || Indentation(line) <= Indentation(before) || Text(before).TrimEnd().EndsWith(':');
    }

    private bool BeginsValue(int quote)
    {
        var before = source.Text.AsSpan(0, quote).TrimEnd(' ');
        return before.IsEmpty || before[^1] is ':' or '-' or ',' or '[' or '{' or '\n';
    }

    private int Indentation(int line) => _lines.Line(line).Length - _lines.Line(line).TrimStart(' ').Length;

    [GeneratedRegex(@"^yaml: line \d+:")]
    private static partial Regex LineNumber();

    [GeneratedRegex(@"^ *[A-Za-z0-9_.][A-Za-z0-9_./-]*( +[^\s:#][^:#]*)?\s*$")]
    private static partial Regex Words();
}
