using System.Globalization;
using System.Text;
using Compose.Files.Text;

namespace Compose.Files.Decoding;

/// <summary>Where decoding stands; it becomes text only when something is wrong: <c>services[web].ports[0].target</c>.</summary>
internal sealed class DecodePath
{
    private readonly List<(string? Name, int Index, bool IsField)> _segments = [];

    public void Field(string name) => _segments.Add((name, 0, true));
    public void Key(string name) => _segments.Add((name, 0, false));
    public void Item(int index) => _segments.Add((null, index, false));
    public void Leave() => _segments.RemoveAt(_segments.Count - 1);

    /// <summary>The way Docker Compose writes it.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (name, index, isField) in _segments)
        {
            if (isField)
                text.Append(text.Length > 0 ? "." : "").Append(name);
            else
                text.Append('[').Append(name ?? index.ToString(CultureInfo.InvariantCulture)).Append(']');
        }

        return text.ToString();
    }

    public AttributePath? ToAttributePath() => _segments.Aggregate<(string? Name, int Index, bool), AttributePath?>(null,
        (path, segment) => new AttributePath(path, segment.Name ?? segment.Index.ToString(CultureInfo.InvariantCulture)));
}
