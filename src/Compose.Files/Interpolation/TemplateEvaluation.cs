using System.Text;
using Compose.Files.Environment;

namespace Compose.Files.Interpolation;

/// <summary>One evaluation: a string, the scope, the text built so far and the first mistake.</summary>
internal sealed class TemplateEvaluation(string text, TemplateScope scope)
{
    private const int MaxDepth = 64;

    private TemplateError? _error;
    private int _depth;

    public TemplateResult Run()
    {
        var result = new StringBuilder(text.Length + 16);
        Evaluate(0, text.Length, result);
        return _error is null ? new TemplateResult(result.ToString(), null) : new TemplateResult(text, _error);
    }

    private void Evaluate(int start, int end, StringBuilder result)
    {
        if (++_depth > MaxDepth)
            Invalid(start, 1, start, end);

        // What follows a variable with an operator, up to the last brace of the line, is quoted by itself when it is wrong.
        var (quoteStart, quoteEnd) = (start, end);
        var pos = start;
        while (pos < end && _error is null)
        {
            var dollar = text.IndexOf('$', pos, end - pos);
            if (dollar < 0)
            {
                result.Append(text, pos, end - pos);
                break;
            }

            result.Append(text, pos, dollar - pos);
            if (dollar >= quoteEnd)
                (quoteStart, quoteEnd) = (start, end);
            var next = dollar + 1 < end ? text[dollar + 1] : '\0';
            if (next == '{')
            {
                pos = Braced(dollar, end, ref quoteStart, ref quoteEnd, result);
            }
            else if (Template.IsNameStart(next))
            {
                pos = Template.NameEnd(text, dollar + 1, end);
                Plain(text[(dollar + 1)..pos], dollar, pos, result);
            }
            else
            {
                result.Append('$');
                pos = dollar + (next == '$' ? 2 : 1);
            }
        }

        _depth--;
    }

    private int Braced(int dollar, int end, ref int quoteStart, ref int quoteEnd, StringBuilder result)
    {
        var nameEnd = dollar + 2 < end && Template.IsNameStart(text[dollar + 2]) ? Template.NameEnd(text, dollar + 2, end) : dollar + 2;
        var name = text[(dollar + 2)..nameEnd];
        if (name.Length > 0 && nameEnd < end && text[nameEnd] == '}')
        {
            Plain(name, dollar, nameEnd + 1, result);
            return nameEnd + 1;
        }

        var blankCounts = nameEnd < end && text[nameEnd] == ':';
        var at = blankCounts ? nameEnd + 1 : nameEnd;
        var last = quoteEnd < end && quoteEnd > dollar ? quoteEnd - 1 : Template.LastBrace(text, dollar, end);
        var close = name.Length > 0 && at < end && text[at] is '-' or '?' or '+' ? Template.Closing(text, dollar + 1, end, last) : -1;
        if (close <= at)
        {
            Invalid(dollar, Math.Min(end, Math.Max(nameEnd, dollar + 2)) - dollar, quoteStart, quoteEnd);
            return end;
        }

        Operate(name, text[at], blankCounts, dollar, at + 1, close, result);
        (quoteStart, quoteEnd) = (close + 1, Math.Max(last, close) + 1);
        return close + 1;
    }

    private void Plain(string name, int start, int end, StringBuilder result)
    {
        var value = scope.Find(name);
        Append(value, start, end, result);
        scope.Used(new TemplateUse(name, start, end - start, value, value is null ? TemplateOutcome.Unset : TemplateOutcome.Value));
    }

    private void Operate(string name, char sign, bool blankCounts, int start, int wordStart, int close, StringBuilder result)
    {
        var value = scope.Find(name);
        var present = value is not null && !(blankCounts && value.Value.Length == 0);
        var outcome = (sign, present) switch
        {
            ('+', true) => TemplateOutcome.Alternate,
            ('+', false) => TemplateOutcome.Blank,
            ('-', false) => TemplateOutcome.Default,
            (_, true) => TemplateOutcome.Value,
            _ => TemplateOutcome.Unset,
        };
        if (sign == '?' && !present)
        {
            var message = new StringBuilder();
            Evaluate(wordStart, close, message);
            _error ??= new TemplateError(start, close + 1 - start, name, message.ToString());
            return;
        }

        scope.Used(new TemplateUse(name, start, close + 1 - start, value, outcome));
        if (outcome is TemplateOutcome.Default or TemplateOutcome.Alternate)
            Evaluate(wordStart, close, result);
        else
            Append(value, start, close + 1, result);
    }

    private void Append(EnvironmentValue? value, int start, int end, StringBuilder result)
    {
        if (scope.Budget.Take(value?.Value.Length ?? 0))
            result.Append(value?.Value);
        else
            _error ??= new TemplateError(start, end - start, null, "") { IsTooLong = true };
    }

    private void Invalid(int offset, int length, int quoteStart, int quoteEnd) =>
        _error ??= new TemplateError(offset, length, null, text[quoteStart..quoteEnd]);
}
