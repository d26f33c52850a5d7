using System.Collections.Immutable;

namespace Compose.Lsp.Typing;

/// <summary>What is open at the end of a text in flow style, such as `{a: [b, c`.</summary>
internal sealed class FlowText
{
    private readonly Stack<Level> _levels = new();
    private readonly string _text;

    private FlowText(string text) => _text = text;

    /// <summary>Null when nothing is open at the end of the text.</summary>
    public static FlowPlace? EndOf(string text)
    {
        var flow = new FlowText(text);
        flow.Read();
        return flow.Place();
    }

    /// <summary>The keys or items that follow in the same brackets, from the end of the typed word on.</summary>
    public static IEnumerable<string> Following(string text, int offset)
    {
        var (depth, start) = (0, -1);
        for (var at = offset; at < text.Length && depth >= 0; at++)
        {
            var c = text[at];
            depth += c is '{' or '[' ? 1 : c is '}' or ']' ? -1 : 0;
            if (depth > 0 || (depth == 0 && c is not (',' or ':')))
                continue;
            if (start >= 0)
                yield return text[start..at].Trim().Trim('"', '\'');
            start = c == ',' ? at + 1 : -1;
        }
    }

    private void Read()
    {
        var quote = '\0';
        for (var at = 0; at < _text.Length; at++)
        {
            var c = _text[at];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
                continue;
            }

            switch (c)
            {
                case '"' or '\'' when IsStartOfWord(at):
                    quote = c;
                    break;
                case '{' or '[' when IsStartOfWord(at):
                    _levels.Push(new Level(c == '{', at + 1));
                    break;
                case '}' or ']' when _levels.Count > 0 && _levels.Peek().IsMapping == (c == '}'):
                    _levels.Pop();
                    break;
                case ',' when _levels.Count > 0:
                    _levels.Peek().End(_text[_levels.Peek().WordStart..at], at + 1);
                    break;
                case ':' when _levels.Count > 0 && _levels.Peek() is { IsMapping: true, Key: null } level && EndsKey(at):
                    level.Begin(_text[level.WordStart..at], at + 1);
                    break;
            }
        }
    }

    private bool EndsKey(int colon) =>
        colon + 1 == _text.Length || _text[colon + 1] is ' ' or '\n' or '\r' || _text[colon - 1] is '"' or '\'';

    private bool IsStartOfWord(int at)
    {
        if (_levels.Count == 0)
            return _text.AsSpan(0, at).Trim().IsEmpty;
        return _text.AsSpan(_levels.Peek().WordStart, at - _levels.Peek().WordStart).Trim().IsEmpty;
    }

    private FlowPlace? Place()
    {
        if (_levels.Count == 0)
            return null;
        var path = _levels.Reverse().SelectMany(level => level.Step is { } step ? new[] { step } : []).ToImmutableArray();
        var top = _levels.Peek();
        var role = !top.IsMapping ? CursorRole.Item : top.Key is null ? CursorRole.Key : CursorRole.Value;
        return new FlowPlace(path, role, top.WordStart, [.. top.Words]);
    }

    private sealed class Level(bool isMapping, int wordStart)
    {
        public bool IsMapping => isMapping;
        public int WordStart { get; private set; } = wordStart;
        public string? Key { get; private set; }
        public List<string> Words { get; } = [];

        /// <summary>What the level adds to the path.</summary>
        public string? Step => isMapping ? Key : CursorPlace.Item;

        public void Begin(string key, int valueStart)
        {
            Key = key.Trim().Trim('"', '\'');
            Words.Add(Key);
            WordStart = valueStart;
        }

        public void End(string word, int next)
        {
            if (Key is null)
                Words.Add(word.Trim().Trim('"', '\''));
            (Key, WordStart) = (null, next);
        }
    }
}
