namespace Compose.Files.Interpolation;

/// <summary>Finds the variables that a string mentions, whether or not evaluating it would come to them.</summary>
internal sealed class TemplateVariables(string text)
{
    private const int MaxDepth = 64;
    private readonly List<TemplateVariable> _found = [];

    public IReadOnlyList<TemplateVariable> Find()
    {
        Find(0, text.Length, 0);
        return _found;
    }

    private void Find(int pos, int end, int depth)
    {
        while (depth < MaxDepth && pos < end && text.IndexOf('$', pos, end - pos) is var dollar and >= 0)
        {
            var next = dollar + 1 < end ? text[dollar + 1] : '\0';
            if (next == '{')
            {
                pos = Braced(dollar, end, depth);
            }
            else if (Template.IsNameStart(next))
            {
                pos = Template.NameEnd(text, dollar + 1, end);
                _found.Add(new TemplateVariable(text[(dollar + 1)..pos], "", "", false));
            }
            else
            {
                pos = dollar + (next == '$' ? 2 : 1);
            }
        }
    }

    private int Braced(int dollar, int end, int depth)
    {
        var nameStart = dollar + 2;
        var nameEnd = nameStart < end && Template.IsNameStart(text[nameStart]) ? Template.NameEnd(text, nameStart, end) : nameStart;
        var close = nameEnd == nameStart ? -1 : Template.Closing(text, dollar + 1, end, Template.LastBrace(text, dollar, end));
        if (close < 0)
            return nameStart;
        var name = text[nameStart..nameEnd];
        var at = nameEnd < close && text[nameEnd] == ':' ? nameEnd + 1 : nameEnd;
        var sign = at < close ? text[at] : '}';
        var word = sign is '-' or '+' ? text[(at + 1)..close] : "";
        _found.Add(new TemplateVariable(name, sign == '-' ? word : "", sign == '+' ? word : "", sign == '?'));
        if (word.Length > 0)
            Find(at + 1, close, depth + 1);
        return close + 1;
    }
}
