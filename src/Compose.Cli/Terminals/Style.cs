namespace Compose.Cli.Terminals;

/// <summary>Colours, or nothing of the kind. Whether a stream gets them is decided once, in the output settings.</summary>
internal sealed record Style(bool IsColored)
{
    public static readonly Style Plain = new(false);
    public static readonly Style Colored = new(true);

    public string Bold(string text) => Wrap("1", text);
    public string Red(string text) => Wrap("31", text);
    public string BoldRed(string text) => Wrap("1;31", text);
    public string Green(string text) => Wrap("32", text);
    public string Yellow(string text) => Wrap("33", text);
    public string BoldYellow(string text) => Wrap("1;33", text);
    public string Blue(string text) => Wrap("34", text);
    public string Cyan(string text) => Wrap("36", text);
    public string Dim(string text) => Wrap("2", text);

    private string Wrap(string codes, string text) => IsColored && text.Length > 0 ? $"\e[{codes}m{text}\e[0m" : text;
}
