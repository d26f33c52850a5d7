using System.Diagnostics.CodeAnalysis;

namespace Compose.Files.Text;

/// <summary>Every source that a load has read; spans name them by their id. Id 0 is no source.</summary>
public sealed class SourceSet
{
    private readonly List<SourceText> _sources = [];

    public IReadOnlyList<SourceText> All => _sources;

    public SourceText Add(string name, string path, string text)
    {
        var source = new SourceText(_sources.Count + 1, name, path, text);
        _sources.Add(source);
        return source;
    }

    public bool TryGet(SourceSpan span, [NotNullWhen(true)] out SourceText? source)
    {
        source = span.IsNone || span.Source > _sources.Count ? null : _sources[span.Source - 1];
        return source is not null;
    }
}
