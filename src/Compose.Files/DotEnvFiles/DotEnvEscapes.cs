using System.Text;

namespace Compose.Files.DotEnvFiles;

/// <summary>The escapes of a value in double quotes. A dollar sign stays escaped, for the references are expanded afterwards.</summary>
internal static class DotEnvEscapes
{
    public static string Expand(string text)
    {
        if (!text.Contains('\\'))
            return text;
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
                result.Append(text[i]);
            else if (text[i + 1] == '0')
                i += Octal(text, i + 2, result) + 1;
            else
                result.Append(Simple(text[++i]));
        }

        return result.ToString();
    }

    private static string Simple(char c) => c switch
    {
        'a' => "\a",
        'b' => "\b",
        'f' => "\f",
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        'v' => "\v",
        '"' => "\"",
        '\\' => "\\",
        '$' => "$$",
        _ => "\\" + c,
    };

    /// <summary>
    /// Up to three digits after \0; all three, none above 7 and at most 255 make a character, anything else loses only its zero.
    /// </summary>
    private static int Octal(string text, int from, StringBuilder result)
    {
        var count = 0;
        var value = 0;
        while (count < 3 && from + count < text.Length && char.IsAsciiDigit(text[from + count]))
        {
            var digit = text[from + count++] - '0';
            value = digit > 7 ? int.MinValue / 8 : (value * 8) + digit;
        }

        if (count == 3 && value is >= 0 and <= 255)
            result.Append((char)value);
        else
            result.Append('\\').Append(text, from, count);
        return count;
    }
}
