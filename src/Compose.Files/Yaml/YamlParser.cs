using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Compose.Files.Diagnostics;
using Compose.Files.Text;

namespace Compose.Files.Yaml;

/// <summary>
/// Reads YAML the way the reference implementation's parser does (YAML 1.1 structure, its scalar rules) by recursive descent over the text,
/// straight into nodes. No exceptions: the first mistake is reported, moves the cursor to the end, and every loop ends there.
/// </summary>
internal sealed partial class YamlParser
{
    /// <summary>Deep enough for every file that a person wrote, shallow enough for the recursion of all later stages.</summary>
    private const int MaxDepth = 1_000;

    /// <summary>Nodes that aliases may stand for, beyond twice the characters of the file: larger is an attack, not a shortcut.</summary>
    private const int AliasAllowance = 200_000;

    /// <summary>The longest text before the colon of a key that is not marked by a question mark.</summary>
    private const int MaxKeyLength = 1_024;

    private static readonly SearchValues<char> s_unprintable = SearchValues.Create(
        "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000B\u000C\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F\u007F" +
        "\u0080\u0081\u0082\u0083\u0084\u0086\u0087\u0088\u0089\u008A\u008B\u008C\u008D\u008E\u008F\u0090\u0091\u0092\u0093\u0094\u0095\u0096\u0097\u0098\u0099\u009A\u009B\u009C\u009D\u009E\u009F\uFFFE\uFFFF");

    private readonly SourceText _source;
    private readonly DiagnosticBag _diagnostics;
    private readonly string _text;
    private readonly Dictionary<string, Anchor> _anchors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _tagHandles = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _nameLookup;
    private readonly List<YamlEntry> _entries = [];
    private readonly List<YamlNode> _items = [];
    private readonly List<PathStep> _path = [];

    private int _pos;
    private int _lineStart;
    private int _depth;
    private bool _failed;

    /// <summary>The token at the cursor is the first of its line.</summary>
    private bool _fresh = true;

    /// <summary>Where the last search for a token ended.</summary>
    private int _token = -1;

    /// <summary>A tab in the indentation of the token at the cursor, or -1.</summary>
    private int _tab = -1;

    /// <summary>Where the content read last ends: the end of a collection, when it is closed.</summary>
    private int _end;

    private long _nodes;
    private long _aliased;
    private bool _first = true;

    public YamlParser(SourceText source, DiagnosticBag diagnostics)
    {
        _source = source;
        _diagnostics = diagnostics;
        _text = source.Text;
        _nameLookup = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        if (_text.StartsWith('\uFEFF'))
            _pos = _lineStart = 1;
        var unprintable = _text.AsSpan().IndexOfAny(s_unprintable);
        if (unprintable >= 0)
            Fail(YamlProblems.Unprintable(Span(unprintable, unprintable + 1), _text[unprintable]));
    }

    private readonly record struct Anchor(YamlNode? Node, long Size, SourceSpan Span);

    /// <summary>A step of the path to the cursor, for errors that name one: a key, or the index of an item.</summary>
    private readonly record struct PathStep(string? Key, int Index);

    private bool AtEnd => _pos >= _text.Length;
    private int Column => _pos - _lineStart;
    private char Current => _pos < _text.Length ? _text[_pos] : '\0';

    /// <summary>The next document's root, or null when there is none.</summary>
    public YamlNode? ReadDocument()
    {
        SkipToToken();
        if (_failed)
            return null;
        _anchors.Clear();
        var marked = ReadDirectives();
        if (_failed || (AtEnd && !marked))
            return null;
        _first = false;
        _path.Clear();
        var root = ReadBlockNode(-1, compact: !marked, indentless: false);
        if (_failed)
            return null;
        EndDocument();
        return _failed ? null : root;
    }

    /// <summary>Directives and the marker <c>---</c>; true when the marker stands there.</summary>
    private bool ReadDirectives()
    {
        var directives = false;
        _tagHandles.Clear();
        while (!AtEnd && Current == '%' && Column == 0)
        {
            directives = true;
            ReadDirective();
            SkipToToken();
        }

        if (!AtEnd && AtMarker('-'))
        {
            _pos += 3;
            return true;
        }

        if (directives && !_failed)
            Fail(_pos, 1, "did not find expected <document start>", "a line with --- belongs between the directives and the document");
        else if (!_first && !AtEnd && !_failed)
            Fail(_pos, 1, "did not find expected <document start>", "a further document begins with a line ---");
        return false;
    }

    private void ReadDirective()
    {
        var start = _pos;
        var end = LineEnd(_pos);
        var words = _text[_pos..end].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words[0] == "%TAG" && words.Length >= 3)
            _tagHandles[words[1]] = words[2];
        else if (words[0] == "%YAML" && (words.Length < 2 || !words[1].StartsWith("1.", StringComparison.Ordinal)))
            Fail(start, end - start, "found incompatible YAML document", "only YAML 1.x is read");
        if (!_failed)
            _pos = end;
    }

    private void EndDocument()
    {
        SkipToToken();
        var ended = false;
        while (!AtEnd && AtMarker('.'))
        {
            ended = true;
            _pos += 3;
            SkipToToken();
            if (!AtEnd && !_fresh)
                Fail(_pos, 1, "did not find expected <document start>", "nothing may follow ... on its line");
        }

        if (ended)
            _first = true;
        else if (!AtEnd && !AtMarker('-'))
            FailAfterRoot();
    }

    private void FailAfterRoot()
    {
        if (_tab >= 0)
            FailTab();
        else if (Current == ':' && IsBlank(_pos + 1))
            Fail(_pos, 1, "mapping values are not allowed in this context", "this colon follows nothing that can be a key");
        else
            Fail(_pos, TokenLength(), "did not find expected <document start>", "this does not belong to what stands before it");
    }

    private YamlScalar Null(int at) => new(Span(at, at), ScalarKind.Null, "");

    private SourceSpan Span(int start, int end) => new(_source.Id, start, end - start);

    private ImmutableArray<YamlNode> TakeItems(int from)
    {
        var items = CollectionsMarshal.AsSpan(_items)[from..].ToArray();
        CollectionsMarshal.SetCount(_items, from);
        return ImmutableCollectionsMarshal.AsImmutableArray(items);
    }

    private string Name(ReadOnlySpan<char> text)
    {
        if (_nameLookup.TryGetValue(text, out var name))
            return name;
        name = text.ToString();
        _names.Add(name);
        return name;
    }

    private void Enter()
    {
        if (++_depth > MaxDepth)
            Fail(YamlProblems.At(YamlProblems.TooDeep, _source, Span(_pos, _pos + 1), $"exceeded max depth of {MaxDepth}", "nested too deeply"));
    }
}
