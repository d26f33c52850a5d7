using System.Globalization;
using System.Text;

namespace Compose.Cli.Rendering.Templates;

/// <summary>Go's `printf` as far as names, numbers and columns need it: <c>%-20s</c>, <c>%.12s</c>, <c>%03d</c>.</summary>
internal static class TemplatePrintf
{
    /// <summary>No terminal is that wide; a mistyped width must not fill the memory.</summary>
    private const int MostColumns = 1000;

    public static string Run(string format, ReadOnlySpan<TemplateValue> given, Func<string, Exception> wrong)
    {
        var text = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                text.Append(format[i]);
                continue;
            }

            i++;
            var flags = Take(format, ref i, "-0");
            var width = Columns(Take(format, ref i, "0123456789"));
            int? most = i < format.Length && format[i] == '.' ? Precision(format, ref i) : null;
            var verb = i < format.Length ? format[i] : '%';
            if (verb == '%')
            {
                text.Append('%');
            }
            else if (given.IsEmpty)
            {
                text.Append("%!").Append(verb).Append("(MISSING)");
            }
            else
            {
                text.Append(Padded(Verb(verb, given[0], most, wrong), flags, width));
                given = given[1..];
            }
        }

        return text.ToString();
    }

    private static string Take(string format, ref int i, string letters)
    {
        var start = i;
        while (i < format.Length && letters.Contains(format[i]))
            i++;
        return format[start..i];
    }

    private static int Precision(string format, ref int i)
    {
        i++;
        return Columns(Take(format, ref i, "0123456789"));
    }

    private static int Columns(string digits) =>
        digits.Length == 0 ? 0 : int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var columns)
            ? Math.Min(columns, MostColumns) : MostColumns;

    private static string Verb(char verb, TemplateValue value, int? most, Func<string, Exception> wrong) => verb switch
    {
        'd' or 't' => value.ToString(),
        's' or 'v' => Shortened(value, most),
        'q' => CommandLine.GoSyntax.Quote(Shortened(value, most)),
        'x' when value is TemplateValue.Number number => number.Value.ToString("x", CultureInfo.InvariantCulture),
        _ => throw wrong($"%{verb} is not supported for {value}"),
    };

    private static string Shortened(TemplateValue value, int? most)
    {
        var text = value.ToString();
        return value is TemplateValue.Text && most < text.Length ? text[..most.Value] : text;
    }

    private static string Padded(string text, string flags, int width) =>
        flags.Contains('-') ? text.PadRight(width)
        : !flags.Contains('0') || width <= text.Length ? text.PadLeft(width)
        : text.StartsWith('-') ? "-" + text[1..].PadLeft(width - 1, '0')
        : text.PadLeft(width, '0');
}
