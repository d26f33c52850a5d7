namespace Compose.Files.Text;

/// <summary>Line starts of a text, found once; positions are looked up by binary search.</summary>
public sealed class LineMap
{
    private readonly string _text;
    private readonly int[] _starts;

    public LineMap(string text)
    {
        _text = text;
        var starts = new List<int> { 0 };
        for (var i = text.IndexOf('\n'); i >= 0; i = text.IndexOf('\n', i + 1))
            starts.Add(i + 1);
        _starts = [.. starts];
    }

    public int Count => _starts.Length;

    /// <summary>The offset where a line (from 1) begins.</summary>
    public int Start(int line) => _starts[line - 1];

    /// <summary>Line and column of an offset, both from 1.</summary>
    public LinePosition Position(int offset)
    {
        var index = Array.BinarySearch(_starts, offset);
        if (index < 0)
            index = ~index - 1;
        return new LinePosition(index + 1, offset - _starts[index] + 1);
    }

    /// <summary>The text of a line (from 1) without its line break.</summary>
    public ReadOnlySpan<char> Line(int line)
    {
        var start = _starts[line - 1];
        var end = line < _starts.Length ? _starts[line] : _text.Length;
        return _text.AsSpan(start, end - start).TrimEnd("\r\n");
    }
}
