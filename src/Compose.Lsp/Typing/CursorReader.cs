using System.Collections.Immutable;
using Compose.Lsp.Texts;

namespace Compose.Lsp.Typing;

/// <summary>
/// Finds out where in a file the cursor is, from the shape of the lines: while a line is typed there seldom is a tree to ask.
/// </summary>
internal sealed class CursorReader
{
    private readonly string _text;
    private readonly TextLines _lines;
    private readonly int _line;
    private readonly int _offset;

    private CursorReader(string text, TextLines lines, int offset) =>
        (_text, _lines, _line, _offset) = (text, lines, LineOf(lines, offset), offset);

    /// <summary>Null in comments, in block texts and behind a value that is complete.</summary>
    public static CursorPlace? Find(string text, TextLines lines, int offset) => new CursorReader(text, lines, offset).Find();

    private static int LineOf(TextLines lines, int offset)
    {
        var (low, high) = (0, lines.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = lines.Start(middle) <= offset ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    private CursorPlace? Find()
    {
        var start = _lines.Start(_line);
        var before = _text[start.._offset];
        if (YamlLine.EndOfContent(before) < before.Length)
            return null;
        var shape = YamlLine.Read(before);
        if (PathOf(_line, shape) is not { } path)
            return ContinuedFlow(shape);
        var content = before[shape.ValueStart..];
        if (content is ['[' or '{', ..])
            return Flow(path, start + shape.ValueStart);
        if (content is ['|' or '>' or '&' or '*' or '!', ..])
            return null;
        var role = shape.Key is not null ? CursorRole.Value : shape.Dashes.Count > 0 ? CursorRole.Item : CursorRole.Key;
        return Word(new CursorPlace(path, role) { Siblings = role == CursorRole.Value ? [] : [.. Siblings(shape)] },
            start + shape.ValueStart);
    }

    /// <summary>The path of what is typed in a line; null when the line continues a value that began above it.</summary>
    private ImmutableArray<string>? PathOf(int line, YamlLine shape)
    {
        var above = BlockAncestors.Of(_text, _lines, line, shape.FirstColumn, shape.Dashes.Count > 0);
        if (above.Continued is not null)
            return null;
        var path = above.Path.AddRange(Enumerable.Repeat(CursorPlace.Item, shape.Dashes.Count));
        return shape.Key is { } key ? path.Add(key) : path;
    }

    /// <summary>Brackets that were opened on a line above.</summary>
    private CursorPlace? ContinuedFlow(YamlLine shape)
    {
        var above = BlockAncestors.Of(_text, _lines, _line, shape.FirstColumn, shape.Dashes.Count > 0);
        if (above.Continued is not var (line, valueStart))
            return null;
        var value = _lines.Line(line)[valueStart..];
        return value is ['[' or '{', ..] && PathOf(line, YamlLine.Read(_lines.Line(line))) is { } path
            ? Flow(path, _lines.Start(line) + valueStart) : null;
    }

    private CursorPlace? Flow(ImmutableArray<string> path, int valueStart)
    {
        if (FlowText.EndOf(_text[valueStart.._offset]) is not { } place)
            return null;
        var wordStart = valueStart + place.WordStart;
        while (wordStart < _offset && char.IsWhiteSpace(_text[wordStart]))
            wordStart++;
        var word = Word(new CursorPlace(path.AddRange(place.Path), place.Role) { IsFlow = true }, wordStart);
        return word is null ? null : word with { Siblings = place.Siblings.AddRange(FlowText.Following(_text, word.End)) };
    }

    private CursorPlace? Word(CursorPlace place, int start)
    {
        char? quote = null;
        if (start < _offset && _text[start] is '"' or '\'')
            quote = _text[start++];
        if (quote is { } open && _text.AsSpan(start, _offset - start).Contains(open))
            return null;
        var end = _offset;
        while (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] is '_' or '-' or '.'))
            end++;
        return place with { Start = start, End = end, Quote = quote, HasColon = end < _text.Length && _text[end] == ':' };
    }

    /// <summary>The keys of the same mapping, and beside the item of a list the other items.</summary>
    private IEnumerable<string> Siblings(YamlLine own)
    {
        foreach (var (line, shape) in Around(Enumerable.Range(0, _line).Reverse(), own.FirstColumn))
            if ((own.Dashes.Count == 0 ? KeyIn(shape, own) : ItemIn(line, shape, own)) is { } name)
                yield return name;
        var isSameItem = true;
        foreach (var (line, shape) in Around(Enumerable.Range(_line + 1, _lines.Count - _line - 1), own.FirstColumn))
        {
            isSameItem &= shape.Dashes.Count == 0 || shape.FirstColumn > own.FirstColumn;
            if ((isSameItem ? KeyIn(shape, own) : ItemIn(line, shape, own)) is { } name)
                yield return name;
        }
    }

    /// <summary>Lines up to the first that is indented less, which is among them: the key of an item may stand behind its dash.</summary>
    private IEnumerable<(int Line, YamlLine Shape)> Around(IEnumerable<int> lines, int column)
    {
        foreach (var line in lines)
        {
            if (YamlLine.IsBlankOrComment(_lines.Line(line)))
                continue;
            var shape = YamlLine.Read(_lines.Line(line));
            if (shape.FirstColumn >= column || line < _line)
                yield return (line, shape);
            if (shape.FirstColumn < column)
                yield break;
        }
    }

    private static string? KeyIn(YamlLine shape, YamlLine own) => shape.Column == own.Column ? shape.Key : null;

    private string? ItemIn(int line, YamlLine shape, YamlLine own)
    {
        if (own.Dashes.Count == 0 || shape.Dashes.Count == 0 || shape.FirstColumn != own.FirstColumn)
            return null;
        var content = _lines.Line(line);
        return content[shape.Column..Math.Max(shape.Column, YamlLine.EndOfContent(content))].Trim(" \"'").ToString();
    }
}
