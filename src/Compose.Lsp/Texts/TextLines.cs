using System.Buffers;
using System.Text;

namespace Compose.Lsp.Texts;

/// <summary>Offsets of a text and the positions of the protocol, whose lines also end with a carriage return alone.</summary>
internal sealed class TextLines
{
    private static readonly SearchValues<char> LineEnds = SearchValues.Create('\r', '\n');

    private readonly string _text;
    private readonly PositionEncoding _encoding;
    private readonly int[] _starts;

    public TextLines(string text, PositionEncoding encoding)
    {
        (_text, _encoding) = (text, encoding);
        var starts = new List<int> { 0 };
        for (var at = 0; text.AsSpan(at).IndexOfAny(LineEnds) is >= 0 and var length;)
        {
            at += length + 1;
            if (text[at - 1] == '\r' && at < text.Length && text[at] == '\n')
                at++;
            starts.Add(at);
        }

        _starts = [.. starts];
    }

    public int Count => _starts.Length;

    public TextPosition Position(int offset)
    {
        offset = Math.Clamp(offset, 0, _text.Length);
        var line = Array.BinarySearch(_starts, offset);
        if (line < 0)
            line = ~line - 1;
        var before = _text.AsSpan(_starts[line], offset - _starts[line]);
        return new TextPosition(line, _encoding == PositionEncoding.Utf16 ? before.Length : Encoding.UTF8.GetByteCount(before));
    }

    /// <summary>A position behind the end of its line is the end of the line, as the protocol wants it.</summary>
    public int Offset(TextPosition position)
    {
        if (position.Line >= _starts.Length)
            return _text.Length;
        var line = Line(position.Line);
        return _starts[position.Line] + (_encoding == PositionEncoding.Utf16 ? Math.Min(position.Column, line.Length)
            : CharsOf(line, position.Column));
    }

    public int Start(int line) => _starts[line];

    /// <summary>The text of a line without its end.</summary>
    public ReadOnlySpan<char> Line(int line)
    {
        var end = line + 1 < _starts.Length ? _starts[line + 1] : _text.Length;
        return _text.AsSpan(_starts[line], end - _starts[line]).TrimEnd("\r\n");
    }

    private static int CharsOf(ReadOnlySpan<char> line, int bytes)
    {
        var chars = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            bytes -= rune.Utf8SequenceLength;
            if (bytes < 0)
                break;
            chars += rune.Utf16SequenceLength;
        }

        return chars;
    }
}
