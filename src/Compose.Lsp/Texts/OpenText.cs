using System.Text;

namespace Compose.Lsp.Texts;

/// <summary>A text that the client has open. Immutable: each edit makes the next.</summary>
internal sealed record OpenText(string Uri, string Path, string Language, int Version, string Text, PositionEncoding Encoding)
{
    private byte[]? _bytes;
    private TextLines? _lines;

    public byte[] Bytes => _bytes ??= System.Text.Encoding.UTF8.GetBytes(Text);
    public TextLines Lines => _lines ??= new TextLines(Text, Encoding);

    public OpenText With(int version, string text) => new(Uri, Path, Language, version, text, Encoding);

    public OpenText WithEdit(int version, TextPosition start, TextPosition end, string text)
    {
        var (from, to) = (Lines.Offset(start), Lines.Offset(end));
        if (to < from)
            (from, to) = (to, from);
        var edited = new StringBuilder(Text.Length + text.Length).Append(Text, 0, from).Append(text).Append(Text, to, Text.Length - to);
        return With(version, edited.ToString());
    }
}
