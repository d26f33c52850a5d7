namespace Compose.Files.Text;

/// <summary>One file (or stdin) as it was read. The name is what people are shown, the path is absolute.</summary>
public sealed class SourceText(int id, string name, string path, string text)
{
    private LineMap? _lines;

    public int Id { get; } = id;
    public string Name { get; } = name;
    public string Path { get; } = path;
    public string Text { get; } = text;
    public LineMap Lines => _lines ??= new LineMap(Text);
}
