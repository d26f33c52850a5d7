using System.Collections.Immutable;
using Compose.Lsp.Texts;

namespace Compose.Lsp.Typing;

/// <summary>The keys and dashes that a line stands below, found by indentation alone.</summary>
internal sealed class BlockAncestors
{
    private readonly Stack<string> _path = new();
    private int _column;
    private bool _isDash;

    private BlockAncestors(int column, bool isDash) => (_column, _isDash) = (column, isDash);

    /// <summary>The path, from the top.</summary>
    public ImmutableArray<string> Path => [.. _path];

    /// <summary>The line of the nearest key with a value on its own line, which what follows continues; its value begins there.</summary>
    public (int Line, int ValueStart)? Continued { get; private set; }

    /// <summary>Of what begins in a line at a column; <paramref name="isDash"/>: it is the item of a list.</summary>
    public static BlockAncestors Of(string text, TextLines lines, int line, int column, bool isDash)
    {
        var found = new BlockAncestors(column, isDash);
        for (var above = line - 1; above >= 0 && found._column >= 0 && !(found._column == 0 && !found._isDash); above--)
        {
            var content = lines.Line(above);
            if (content.StartsWith("---"))
                break;
            if (!YamlLine.IsBlankOrComment(content) && found.Visit(YamlLine.Read(content), content, above))
                break;
        }

        return found;
    }

    /// <summary>True when the search has come to its end.</summary>
    private bool Visit(YamlLine line, ReadOnlySpan<char> content, int number)
    {
        if (line.Key is { } key && (line.Column < _column || (_isDash && line.Column == _column && line.Dashes.Count == 0)))
        {
            var value = content[line.ValueStart..YamlLine.EndOfContent(content)].Trim();
            if (!IsBlockStart(value))
            {
                Continued = (number, line.ValueStart);
                return true;
            }

            _path.Push(key);
            (_column, _isDash) = (line.Column, false);
        }

        for (var i = line.Dashes.Count - 1; i >= 0; i--)
            if (line.Dashes[i] < _column)
            {
                _path.Push(CursorPlace.Item);
                (_column, _isDash) = (line.Dashes[i], true);
            }

        // A plain text that is continued has no key of its own.
        if (line.Key is null && line.Dashes.Count == 0 && line.Column < _column)
            _column = line.Column;
        return false;
    }

    /// <summary>No value, or only an anchor or a tag: what is below belongs to the key.</summary>
    private static bool IsBlockStart(ReadOnlySpan<char> value)
    {
        while (!value.IsEmpty && value[0] is '&' or '!')
        {
            var blank = value.IndexOf(' ');
            value = blank < 0 ? [] : value[blank..].TrimStart();
        }

        return value.IsEmpty;
    }
}
