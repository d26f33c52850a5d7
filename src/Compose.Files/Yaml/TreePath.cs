using System.Globalization;
using System.Text;
using Compose.Files.Text;

namespace Compose.Files.Yaml;

/// <summary>The position of a pass in a tree. A pass pushes and pops segments; only a diagnostic needs the path.</summary>
public sealed class TreePath
{
    private readonly List<(string? Key, int Index)> _segments = [];

    public int Depth => _segments.Count;

    public TreePath Push(string key)
    {
        _segments.Add((key, 0));
        return this;
    }

    public TreePath Push(int index)
    {
        _segments.Add((null, index));
        return this;
    }

    public void Pop() => _segments.RemoveAt(_segments.Count - 1);

    /// <summary>The key at a depth, from 0; null for the index of a list and for what is deeper than the path.</summary>
    public string? Key(int depth) => depth < _segments.Count ? _segments[depth].Key : null;

    /// <summary>Null at the root of the document.</summary>
    public AttributePath? ToAttributePath()
    {
        AttributePath? path = null;
        foreach (var (key, index) in _segments)
            path = new AttributePath(path, key ?? index.ToString(CultureInfo.InvariantCulture));
        return path;
    }

    /// <summary>`services.web.ports.0`.</summary>
    public override string ToString() => Join(item: null);

    /// <summary>With the given text for every index, as Docker Compose says `services.web.ports.[]` here and there.</summary>
    public string Join(string? item)
    {
        var text = new StringBuilder();
        foreach (var (key, index) in _segments)
        {
            if (text.Length > 0)
                text.Append('.');
            text.Append(key ?? item ?? index.ToString(CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
