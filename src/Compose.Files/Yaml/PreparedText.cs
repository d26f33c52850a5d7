using System.Text;

namespace Compose.Files.Yaml;

/// <summary>
/// The text that YamlDotNet gets, and the source offset of each of its offsets. It differs from the source where YamlDotNet
/// refuses or misreads what Docker Compose reads: a byte order mark, an escaped apostrophe, three characters that are no line breaks, and
/// the edits of <see cref="TextRepairs"/>.
/// </summary>
internal sealed class PreparedText
{
    private const char FirstPrivate = '\uE000';

    private readonly int _sourceLength;
    private readonly List<int> _offsets = [0];
    private readonly List<int> _sourceOffsets = [0];
    private readonly List<(char Original, char StandsFor)> _replaced = [];
    private char _apostropheEscape;

    public PreparedText(string source, IReadOnlyCollection<TextEdit> edits)
    {
        _sourceLength = source.Length;
        Text = Edited(source, source.StartsWith('\uFEFF') ? [new TextEdit(0, 1, 0), .. edits] : edits);
        MarkApostrophes();
        foreach (var character in (ReadOnlySpan<char>)['\u0085', '\u2028', '\u2029'])
            Replace(character);
    }

    public string Text { get; private set; }

    public int ToSource(long offset)
    {
        var at = _offsets.BinarySearch((int)offset);
        at = at < 0 ? ~at - 1 : at;
        var end = at + 1 < _sourceOffsets.Count ? _sourceOffsets[at + 1] : _sourceLength;
        return (int)Math.Min(_sourceOffsets[at] + offset - _offsets[at], end);
    }

    /// <summary>The value of a scalar, with the characters of the source.</summary>
    public string Restore(string value, bool isDoubleQuoted)
    {
        if (_apostropheEscape != 0 && isDoubleQuoted)
            value = value.Replace(_apostropheEscape.ToString(), "", StringComparison.Ordinal);
        else if (_apostropheEscape != 0)
            value = value.Replace(_apostropheEscape, '\\');
        foreach (var (original, standsFor) in _replaced)
            value = value.Replace(standsFor, original);
        return value;
    }

    private string Edited(string source, IReadOnlyCollection<TextEdit> edits)
    {
        if (edits.Count == 0)
            return source;
        var text = new StringBuilder(source.Length);
        var from = 0;
        var dash = UnusedCharacter(source);
        _replaced.Add(('-', dash));
        foreach (var edit in edits.OrderBy(edit => edit.At))
        {
            text.Append(source, from, edit.At - from).Append(edit.IsDash ? dash : ' ', edit.Inserted);
            from = edit.At + edit.Removed;
            _offsets.Add(text.Length);
            _sourceOffsets.Add(from);
        }

        return text.Append(source, from, source.Length - from).ToString();
    }

    /// <summary>
    /// YamlDotNet does not know the escape \'. Whether a backslash before an apostrophe is one shows only when the scalar is read, so a
    /// character that the text does not have stands for it until then. An even number of backslashes escapes itself.
    /// </summary>
    private void MarkApostrophes()
    {
        if (!Text.Contains("\\'", StringComparison.Ordinal))
            return;
        _apostropheEscape = UnusedCharacter(Text);
        var text = new StringBuilder(Text);
        for (var at = Text.IndexOf("\\'", StringComparison.Ordinal); at >= 0; at = Text.IndexOf("\\'", at + 2, StringComparison.Ordinal))
        {
            if ((at - Text.AsSpan(0, at).TrimEnd('\\').Length) % 2 == 0)
                text[at] = _apostropheEscape;
        }

        Text = text.ToString();
    }

    /// <summary>YamlDotNet takes the character for a line break; here it is one of a text like any other.</summary>
    private void Replace(char character)
    {
        if (!Text.Contains(character))
            return;
        var standsFor = UnusedCharacter(Text);
        _replaced.Add((character, standsFor));
        Text = Text.Replace(character, standsFor);
    }

    private static char UnusedCharacter(string text)
    {
        var candidate = FirstPrivate;
        while (text.Contains(candidate))
            candidate++;
        return candidate;
    }
}
