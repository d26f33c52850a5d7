using System.Text;

namespace Compose.Cli.Manual;

/// <summary>
/// Text in the language of manual pages (roff, the macros of man). Special characters are escaped, because a reader copies them: an
/// unescaped dash becomes a hyphen.
/// </summary>
internal sealed class ManualText
{
    private readonly StringBuilder _text = new();

    public override string ToString() => _text.ToString();

    public ManualText Heading(string name, string date, string product)
    {
        _text.Append($".TH \"{Escaped(name.ToUpperInvariant())}\" \"1\" \"{date}\" \"{product}\" \"User Commands\"\n.nh\n.ad l\n");
        return this;
    }

    public ManualText Section(string title)
    {
        _text.Append($".SH {title}\n");
        return this;
    }

    public ManualText Paragraph() => Macro(".PP");

    public ManualText LineBreak() => Macro(".br");

    public ManualText Line(string text)
    {
        _text.Append(Escaped(text)).Append('\n');
        return this;
    }

    /// <summary>Text in which `code` is bold.</summary>
    public ManualText MarkedLine(string text)
    {
        var parts = text.Split('`');
        for (var at = 0; at < parts.Length; at++)
            _text.Append(at % 2 == 1 ? Bold(parts[at]) : Escaped(parts[at], startsLine: at == 0));
        _text.Append('\n');
        return this;
    }

    /// <summary>What is typed, and what stands for a value.</summary>
    public ManualText Typed(string words, string values = "")
    {
        _text.Append(Bold(words)).Append(values.Length > 0 ? " " + Italic(values) : "").Append('\n');
        return this;
    }

    /// <summary>A term, with its explanation below it.</summary>
    public ManualText Term(IEnumerable<string> words, string value, string explanation)
    {
        _text.Append(".TP\n").AppendJoin(", ", words.Select(Bold)).Append(value.Length > 0 ? " " + Italic(value) : "").Append('\n');
        return MarkedLine(explanation);
    }

    public ManualText Example(string line)
    {
        _text.Append(".PP\n.RS 4\n.EX\n").Append(Escaped(line)).Append("\n.EE\n.RE\n");
        return this;
    }

    public ManualText References(IEnumerable<string> pages)
    {
        _text.AppendJoin(",\n", pages.Select(page => Bold(page) + "(1)")).Append('\n');
        return this;
    }

    private ManualText Macro(string name)
    {
        _text.Append(name).Append('\n');
        return this;
    }

    private static string Bold(string text) => $"\\fB{Escaped(text, startsLine: false)}\\fR";

    private static string Italic(string text) => $"\\fI{Escaped(text, startsLine: false)}\\fR";

    private static string Escaped(string text, bool startsLine = true)
    {
        var escaped = new StringBuilder();
        // A dot or an apostrophe begins a macro at the start of a line.
        if (startsLine && text.StartsWith('.'))
            escaped.Append("\\&");
        foreach (var character in text)
            escaped.Append(character switch
            {
                '\\' => "\\e",
                '-' => "\\-",
                '\'' => "\\(aq",
                '"' => "\\(dq",
                '`' => "\\(ga",
                '^' => "\\(ha",
                '~' => "\\(ti",
                _ => character.ToString(),
            });
        return escaped.ToString();
    }
}
