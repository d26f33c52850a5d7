using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Compose.Files.Yaml;

/// <summary>
/// Makes nodes with their places out of the events of YamlDotNet. Each Read method begins at the first event of a node and ends at its
/// last.
/// </summary>
internal sealed class NodeBuilder
{
    /// <summary>Deep enough for every file that a person wrote, shallow enough for the recursion of all later stages.</summary>
    private const int MaxDepth = 1_000;

    private readonly SourceText _source;
    private readonly PreparedText _text;
    private readonly DiagnosticBag _diagnostics;
    private readonly Parser _parser;
    private readonly AnchorTable _anchors;
    private readonly List<OpenCollection> _open = [];
    private readonly List<AnchorPlace> _anchorPlaces = [];

    /// <summary>Stands for the last alias that was wrong, which has been reported.</summary>
    private YamlScalar? _unresolved;

    public NodeBuilder(SourceText source, PreparedText text, Parser parser, DiagnosticBag diagnostics)
    {
        _source = source;
        _text = text;
        _diagnostics = diagnostics;
        _parser = parser;
        _anchors = new AnchorTable(source.Text.Length);
    }

    /// <summary>What is still open when YamlDotNet refuses the text, outermost first.</summary>
    public IReadOnlyList<OpenCollection> Open => _open;

    /// <summary>The anchors and aliases so far.</summary>
    public IReadOnlyList<AnchorPlace> AnchorPlaces => _anchorPlaces;

    /// <summary>Where the content read last ends.</summary>
    public int End { get; private set; }

    /// <summary>The next document's root, or null when there is none.</summary>
    public YamlNode? ReadDocument()
    {
        while (_parser.MoveNext())
        {
            if (_parser.Current is not DocumentStart)
                continue;
            _anchors.Clear();
            _parser.MoveNext();
            var root = ReadNode();
            _parser.MoveNext();
            return root;
        }

        return null;
    }

    private YamlNode ReadNode()
    {
        CheckIndentation();
        return _parser.Current switch
        {
            Scalar scalar => ReadScalar(scalar),
            AnchorAlias alias => ReadAlias(alias),
            SequenceStart start => ReadSequence(start),
            MappingStart start => ReadMapping(start),
            _ => throw new InvalidOperationException("did not find expected node content"),
        };
    }

    private void CheckIndentation()
    {
        if (_open.Count == 0 || !_open[^1].IsFlow)
            MissedMistakes.CheckIndentation(_source.Text, _text.ToSource(_parser.Current!.Start.Index));
    }

    private YamlScalar ReadScalar(Scalar scalar)
    {
        var (raw, properties) = RawOf(scalar);
        var node = TaggedScalars.Resolve(raw, properties.Type, _source, _diagnostics).WithTag(properties.Tag);
        return _anchors.Add(properties.Anchor, properties.AnchorSpan, node);
    }

    private (RawScalar Raw, NodeProperties Properties) RawOf(Scalar scalar)
    {
        var properties = PropertiesOf(scalar, scalar.Start);
        var isPlain = scalar.Style is ScalarStyle.Plain or ScalarStyle.Any;
        var start = properties.ContentStart;
        if (isPlain)
            MissedMistakes.CheckStart(scalar.Value, start);
        int end;
        if (isPlain && scalar.Value.Length == 0)
            start = end = properties.End > _text.ToSource(scalar.Start.Index) ? properties.End : EndOfContent(start);
        else if (scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded)
            end = RawScalar.EndOfBlock(_source.Text, start, _text.ToSource(scalar.End.Index));
        else
            end = _text.ToSource(scalar.End.Index);
        End = Math.Max(End, end);
        var text = _text.Restore(scalar.Value, scalar.Style == ScalarStyle.DoubleQuoted);
        return (new RawScalar(Span(start, end), text, isPlain), properties);
    }

    /// <summary>A value that is not there stands behind what is before it.</summary>
    private int EndOfContent(int at)
    {
        while (at > End && _source.Text[at - 1] is ' ' or '\t' or '\n' or '\r')
            at--;
        return at;
    }

    private YamlNode ReadAlias(AnchorAlias alias)
    {
        var name = alias.Value.Value;
        var span = Span(_text.ToSource(alias.Start.Index), _text.ToSource(alias.End.Index));
        End = span.End;
        if (_anchors.Find(name) is not { } anchor)
        {
            _diagnostics.Add(YamlProblems.Anchor(span, name, _anchors.HelpFor(name)) with
            { Suggestion = Suggestion.Of(name, _anchors.Nearest(name)) });
            return _unresolved = YamlScalar.Null(Span(span.Start, span.Start));
        }

        if (anchor.Node is null)
        {
            _diagnostics.Add(YamlProblems.Cycle(_source, span, name, anchor.Span));
            return _unresolved = YamlScalar.Null(Span(span.Start, span.Start));
        }

        _anchorPlaces.Add(new AnchorPlace(name, span, anchor.Span));
        var node = _anchors.Use(anchor);
        return _anchors.IsExhausted ? throw new LimitException(YamlProblems.Aliases(_source, span)) : node;
    }

    private YamlSequence ReadSequence(SequenceStart start)
    {
        var isFlow = start.Style == SequenceStyle.Flow;
        var properties = PropertiesOf(start, start.Start);
        var begun = _anchors.Begin(properties.Anchor, properties.AnchorSpan);
        Enter(new OpenCollection(properties.ContentStart, isFlow, IsSequence: true));
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (_parser.MoveNext() && _parser.Current is not SequenceEnd)
        {
            _open[^1] = _open[^1] with { Index = items.Count };
            items.Add(ReadNode());
        }

        Leave(isFlow);
        var node = new YamlSequence(Span(properties.ContentStart, End), items.DrainToImmutable(), properties.Tag);
        return _anchors.End(properties.Anchor, properties.AnchorSpan, begun, node);
    }

    private YamlMapping ReadMapping(MappingStart start)
    {
        // A pair among the items of a flow sequence (`[a: b]`) has no place of its own.
        var isPair = _open.Count > 0 && start.Start.Equals(Mark.Empty);
        var isFlow = start.Style == MappingStyle.Flow && !isPair;
        var properties = PropertiesOf(start, start.Start);
        var begun = _anchors.Begin(properties.Anchor, properties.AnchorSpan);
        Enter(new OpenCollection(properties.ContentStart, start.Style == MappingStyle.Flow, IsSequence: false));
        var entries = new MappingEntries(_source, _diagnostics);
        while (_parser.MoveNext() && _parser.Current is not MappingEnd)
            ReadEntry(entries);
        Leave(isFlow);
        var from = isPair ? entries.Start : properties.ContentStart;
        var node = entries.Build(Span(from, Math.Max(from, End)), properties.Tag);
        return _anchors.End(properties.Anchor, properties.AnchorSpan, begun, node);
    }

    private void ReadEntry(MappingEntries entries)
    {
        _open[^1] = _open[^1] with { Key = null };
        if (_open[^1].IsFlow && !entries.IsEmpty)
            MissedMistakes.CheckComma(_source.Text, End, _text.ToSource(_parser.Current!.Start.Index));
        CheckIndentation();
        var key = ReadKey();
        var isNew = entries.Declare(key);
        _open[^1] = _open[^1] with { Key = key.Text };
        _parser.MoveNext();
        var value = ReadNode();
        if (isNew)
            entries.Add(key, value);
    }

    private MappingKey ReadKey()
    {
        if (_parser.Current is not Scalar scalar)
        {
            var node = ReadNode();
            if (node == _unresolved)
                return new MappingKey("", node.Span, false);
            return node is YamlScalar { Kind: ScalarKind.String } text ? new MappingKey(text.Text, text.Span, false) : NonString(node);
        }

        var (raw, properties) = RawOf(scalar);
        if (_open[^1].IsFlow)
            MissedMistakes.CheckOneLine(_source.Text, raw.Span);
        if (raw is { IsPlain: true, Text: "<<" } && properties.Type is null or "!!merge")
            return new MappingKey("<<", raw.Span, true);
        if (!properties.Any && !(raw.IsPlain && ScalarResolver.MayBeOther(raw.Text)))
            return new MappingKey(raw.Text, raw.Span, false);
        var resolved = TaggedScalars.Resolve(raw, properties.Type, _source, _diagnostics);
        if (resolved.Kind != ScalarKind.String)
            return NonString(resolved);
        _anchors.Add(properties.Anchor, properties.AnchorSpan, resolved.WithTag(properties.Tag));
        return new MappingKey(resolved.Text, raw.Span, false);
    }

    private MappingKey NonString(YamlNode node)
    {
        var text = node switch
        {
            YamlScalar { Kind: ScalarKind.Null } => "<nil>",
            YamlScalar scalar => scalar.Text,
            YamlSequence => "a list",
            _ => "a mapping",
        };
        var place = string.Concat(_open.Select(collection => collection.Step)).TrimStart('.');
        var path = _open.Select(collection => collection.Name).OfType<string>()
            .Aggregate<string, AttributePath?>(null, (parent, name) => new AttributePath(parent, name));
        _diagnostics.Add(YamlProblems.KeyNotString(place, path, text, node is YamlScalar, node.Span));
        return new MappingKey(text, node.Span, false);
    }

    private void Enter(OpenCollection collection)
    {
        _open.Add(collection);
        if (_open.Count > MaxDepth)
            throw new LimitException(YamlProblems.Depth(_source, Span(collection.Start, collection.Start + 1), MaxDepth));
    }

    /// <summary>A flow collection ends behind its bracket, all others where their content ends.</summary>
    private void Leave(bool isFlow)
    {
        _open.RemoveAt(_open.Count - 1);
        if (isFlow)
            End = _text.ToSource(_parser.Current!.Start.Index) + 1;
    }

    private NodeProperties PropertiesOf(NodeEvent node, Mark start)
    {
        var anchor = node.Anchor.IsEmpty ? null : node.Anchor.Value;
        var properties = NodeProperties.Of(_source, anchor, node.Tag.IsEmpty ? null : node.Tag.Value, _text.ToSource(start.Index));
        MissedMistakes.CheckAnchor(anchor, properties.AnchorSpan);
        if (anchor is not null)
            _anchorPlaces.Add(new AnchorPlace(anchor, properties.AnchorSpan));
        return properties;
    }

    private SourceSpan Span(int start, int end) => new(_source.Id, start, Math.Min(end, _source.Text.Length) - start);
}
