using Compose.Files.Text;

namespace Compose.Files.Yaml;

/// <summary>The anchors of a document, and how many nodes its aliases stand for.</summary>
internal sealed class AnchorTable(int textLength)
{
    /// <summary>Nodes that aliases may stand for, beyond twice the characters of the file: more is an attack.</summary>
    private const int Allowance = 200_000;

    private readonly Dictionary<string, Anchor> _anchors = new(StringComparer.Ordinal);
    private long _nodes;
    private long _aliased;

    /// <summary>Node is null while the collection of the anchor is being read.</summary>
    public readonly record struct Anchor(YamlNode? Node, long Size, SourceSpan Span);

    public bool IsExhausted => _aliased > Allowance + (2L * textLength);

    public void Clear() => _anchors.Clear();

    /// <summary>An anchor is known from its place on, so that an alias inside its own collection is recognized as a cycle.</summary>
    public long Begin(string? name, SourceSpan span)
    {
        if (name is not null)
            _anchors[name] = new Anchor(null, 0, span);
        return _nodes++ + _aliased;
    }

    public T End<T>(string? name, SourceSpan span, long begun, T node) where T : YamlNode
    {
        if (name is not null)
            _anchors[name] = new Anchor(node, _nodes + _aliased - begun, span);
        return node;
    }

    public T Add<T>(string? name, SourceSpan span, T node) where T : YamlNode => End(name, span, _nodes++ + _aliased, node);

    public Anchor? Find(string name) => _anchors.TryGetValue(name, out var anchor) ? anchor : null;

    /// <summary>Counts the nodes that an alias stands for.</summary>
    public YamlNode Use(Anchor anchor)
    {
        _aliased += anchor.Size;
        return anchor.Node!;
    }

    /// <summary>The known anchor that was probably meant.</summary>
    public string? Nearest(string name) =>
        _anchors.Keys.FirstOrDefault(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase));

    public string? HelpFor(string name)
    {
        if (Nearest(name) is { } known)
            return $"did you mean \"*{known}\"?";
        return _anchors.Count == 0 ? "quote the value if it is meant to begin with an asterisk" : null;
    }
}
