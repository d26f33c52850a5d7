namespace Compose.Files.Yaml;

/// <summary>
/// Which bracket is open where a text was refused. YamlDotNet reads ahead of the nodes, so those that it has seen since are found in the
/// text.
/// </summary>
internal static class FlowBrackets
{
    public static int? Innermost(RefusedText refused)
    {
        var open = new Stack<int>(refused.Open.Where(collection => collection.IsFlow).Select(collection => collection.Start));
        var at = open.Count > 0 ? Math.Max(refused.ReadTo, open.Peek() + 1) : refused.ReadTo;
        while (at < refused.Start)
            at = Step(refused, at, open);
        return open.Count == 0 ? null : open.Peek();
    }

    private static int Step(RefusedText refused, int at, Stack<int> open)
    {
        switch (refused.At(at))
        {
            case '#' when refused.IsBlank(at - 1) || refused.At(at - 1) is '[' or ']' or '{' or '}' or ',' or '"' or '\'':
                return refused.LineEnd(at);
            case '"' or '\'' when BeginsToken(refused, at):
                return QuoteEnd(refused.Text, at);
            case '[' or '{' when open.Count > 0 || BeginsToken(refused, at):
                open.Push(at);
                return at + 1;
            case ']' or '}' when open.Count > 0:
                open.Pop();
                return at + 1;
            default:
                return at + 1;
        }
    }

    private static bool BeginsToken(RefusedText refused, int at)
    {
        var before = refused.Text.AsSpan(0, at).TrimEnd(" \t");
        return before.IsEmpty || before[^1] is ':' or ',' or '[' or '{' or '-' or '?' or '\n' or '\r' || before.Length < at;
    }

    private static int QuoteEnd(string text, int at)
    {
        var quote = text[at++];
        while (at < text.Length && text[at] != quote)
            at += quote == '"' && text[at] == '\\' ? 2 : 1;
        return Math.Min(at + 1, text.Length);
    }
}
