using System.Globalization;
using System.Text;

namespace Compose.Cli.CommandLine;

/// <summary>Values as Docker's command line reads and quotes them.</summary>
internal static class GoSyntax
{
    public static bool TryParseInt(string value, out long number, out string invalid)
    {
        invalid = "invalid syntax";
        var negative = value.StartsWith('-');
        var digits = value.AsSpan(negative || value.StartsWith('+') ? 1 : 0);
        var style = NumberStyles.None;
        if (digits.StartsWith("0x") || digits.StartsWith("0X"))
        {
            digits = digits[2..];
            style = NumberStyles.AllowHexSpecifier;
        }

        var parsed = ulong.TryParse(digits, style, CultureInfo.InvariantCulture, out var magnitude);
        var limit = negative ? 1UL << 63 : long.MaxValue;
        if (!parsed || magnitude > limit)
        {
            if (digits.Length > 0 && digits.IndexOfAnyExceptInRange('0', '9') < 0)
                invalid = "value out of range";
            number = 0;
            return false;
        }

        number = negative ? unchecked(-(long)magnitude) : (long)magnitude;
        return true;
    }

    public static string Quote(string value)
    {
        var quoted = new StringBuilder("\"", value.Length + 2);
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                < ' ' or '\x7f' => quoted.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }
}
