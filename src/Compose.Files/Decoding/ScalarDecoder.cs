using System.Globalization;
using Compose.Files.Diagnostics;
using Compose.Files.Schema;
using Compose.Files.Text;
using Compose.Files.Values;
using Compose.Files.Yaml;

namespace Compose.Files.Decoding;

/// <summary>Single values.</summary>
internal sealed class ScalarDecoder(DecodePath path, DiagnosticBag diagnostics)
{
    public YamlNode? Decode(YamlScalar scalar, ValueSchema schema) => schema.Kind switch
    {
        ValueKind.String => scalar.IsNull ? null : Text(scalar),
        ValueKind.Boolean or ValueKind.OptOut => Boolean(scalar),
        ValueKind.Int or ValueKind.Int64 or ValueKind.Ulimit => Integer(scalar),
        ValueKind.UInt64 => Unsigned(scalar, 64),
        ValueKind.UInt32 => Unsigned32(scalar, schema),
        ValueKind.UInt16 => Unsigned(scalar, 16),
        ValueKind.Float32 => Single(scalar),
        ValueKind.Bytes => Bytes(scalar),
        ValueKind.Duration => Duration(scalar),
        ValueKind.FileMode => FileMode(scalar),
        ValueKind.DeviceCount => DeviceCount(scalar),
        _ => scalar,
    };

    /// <summary>A value as text: numbers and booleans as they are printed, null as nothing.</summary>
    public static YamlScalar Text(YamlScalar scalar) =>
        scalar.Kind == ScalarKind.String ? scalar : YamlScalar.String(scalar.Span, scalar.Text);

    public void Report(SourceSpan span, string problem, string? help = null) =>
        diagnostics.Add(Diagnostic.Error(DiagnosticCode.UndecodableValue, $"'{path}' {problem}", span, help: help,
            path: path.ToAttributePath()));

    private YamlScalar? Boolean(YamlScalar scalar)
    {
        if (scalar.Kind == ScalarKind.Boolean)
            return scalar;
        switch (scalar.Text.ToLowerInvariant())
        {
            case "true":
                return YamlScalar.Boolean(scalar.Span, true);
            case "false":
                return YamlScalar.Boolean(scalar.Span, false);
            case "y" or "yes" or "on":
                return Old(scalar, true);
            case "n" or "no" or "off":
                return Old(scalar, false);
            default:
                Report(scalar.Span, $"invalid boolean: {scalar.Text}", "write true or false.");
                return null;
        }
    }

    private YamlScalar Old(YamlScalar scalar, bool value)
    {
        var word = value ? "true" : "false";
        diagnostics.Add(Diagnostic.Warning(DiagnosticCode.OldBoolean,
            $"\"{scalar.Text}\" for boolean is not supported by YAML 1.2, please use `{word}`", scalar.Span,
            help: $"write {word}.", path: path.ToAttributePath()));
        return YamlScalar.Boolean(scalar.Span, value);
    }

    /// <summary>A fraction is cut off, and what does not fit in 64 bits wraps around, as Docker Compose has it.</summary>
    private YamlScalar? Integer(YamlScalar scalar)
    {
        switch (scalar.Kind)
        {
            case ScalarKind.Integer
                when long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value):
                return scalar.Text == value.ToString(CultureInfo.InvariantCulture) ? scalar : YamlScalar.Integer(scalar.Span, value);
            case ScalarKind.Integer when ulong.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var large):
                return YamlScalar.Integer(scalar.Span, unchecked((long)large));
            case ScalarKind.Integer or ScalarKind.Float:
                return YamlScalar.Integer(scalar.Span, Truncate(scalar.Number));
            case ScalarKind.String
                when long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var read):
                return YamlScalar.Integer(scalar.Span, read);
            default:
                Report(scalar.Span, $"strconv.ParseInt: parsing \"{scalar.Text}\": invalid syntax", "write a number.");
                return null;
        }
    }

    private static long Truncate(double number) =>
        double.IsNaN(number) || number >= long.MaxValue || number < long.MinValue ? long.MinValue : (long)number;

    /// <summary>A string that interpolation did not already read as a number is permissions, not a port.</summary>
    private YamlScalar? Unsigned32(YamlScalar scalar, ValueSchema schema) =>
        scalar.Kind == ScalarKind.String && schema.Cast == Cast.None ? Octal(scalar) : Unsigned(scalar, 32);

    private YamlScalar? Unsigned(YamlScalar scalar, int bits)
    {
        if (scalar.Kind == ScalarKind.Integer
            && ulong.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var large) && large > long.MaxValue)
            return bits == 64 ? scalar : YamlScalar.Integer(scalar.Span, (long)(large & Mask(bits)));
        if (Integer(scalar) is not { } integer)
            return null;
        var value = (long)integer.Number;
        if (value < 0)
        {
            Report(scalar.Span, $"cannot parse value as 'uint{bits}': {integer.Text} overflows uint", "write a number from 0 on.");
            return null;
        }

        var kept = (long)((ulong)value & Mask(bits));
        return kept == value ? integer : YamlScalar.Integer(scalar.Span, kept);
    }

    private static ulong Mask(int bits) => bits == 64 ? ulong.MaxValue : (1UL << bits) - 1;

    private YamlScalar? Single(YamlScalar scalar)
    {
        var number = scalar.Number;
        if (scalar.Kind == ScalarKind.String && !double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
        {
            Report(scalar.Span, $"strconv.ParseFloat: parsing \"{scalar.Text}\": invalid syntax", "write a number.");
            return null;
        }

        var single = SinglePrecision.Shorten(number);
        return scalar.Kind is ScalarKind.Integer or ScalarKind.Float && single == scalar.Number ? scalar
            : SinglePrecision.Scalar(scalar.Span, single);
    }

    private YamlScalar? Bytes(YamlScalar scalar)
    {
        switch (scalar.Kind)
        {
            case ScalarKind.Integer:
                return Integer(scalar) is { } integer ? YamlScalar.String(scalar.Span, integer.Text) : null;
            case ScalarKind.Float:
                diagnostics.Add(Diagnostic.Warning(DiagnosticCode.FractionalBytes,
                    $"{path.ToAttributePath()}: a size with a fraction has no effect", scalar.Span,
                    "ignored", "write a whole number of bytes, or a number with a unit such as 512m.", path.ToAttributePath()));
                return null;
            default:
                if (ByteSize.TryParse(scalar.Text, out var bytes, out var problem))
                    return YamlScalar.String(scalar.Span, bytes.ToString(CultureInfo.InvariantCulture));
                Report(scalar.Span, problem, "write a number of bytes, or a number with one of the units b, k, m, g, t or p.");
                return null;
        }
    }

    private YamlScalar? Duration(YamlScalar scalar)
    {
        if (GoDuration.TryParse(scalar.Text, out var nanoseconds, out var problem))
        {
            var text = GoDuration.Format(nanoseconds);
            return scalar.Kind == ScalarKind.String && text == scalar.Text ? scalar : YamlScalar.String(scalar.Span, text);
        }

        Report(scalar.Span, problem, "write numbers with the units ms, s, m, h, d or w, such as 1m30s.");
        return null;
    }

    /// <summary>Permissions of a file are printed as an octal string, and a string is read as one.</summary>
    private YamlScalar? FileMode(YamlScalar scalar)
    {
        var integer = scalar.Kind == ScalarKind.String ? Octal(scalar) : Integer(scalar);
        if (integer is null)
            return null;
        var value = (long)integer.Number;
        return YamlScalar.String(scalar.Span, value < 0 ? "0-" + Convert.ToString(-value, 8) : "0" + Convert.ToString(value, 8));
    }

    private YamlScalar? Octal(YamlScalar scalar)
    {
        var digits = scalar.Text.AsSpan();
        if (digits.StartsWith("0o", StringComparison.OrdinalIgnoreCase))
            digits = digits[2..];
        if (digits.IsEmpty || digits.Length > 20 || digits.ContainsAnyExceptInRange('0', '7'))
        {
            Report(scalar.Span, $"strconv.ParseInt: parsing \"{scalar.Text}\": invalid syntax",
                "write the permissions as octal digits, such as 0440.");
            return null;
        }

        long value = 0;
        foreach (var digit in digits)
            value = (value * 8) + (digit - '0');
        return YamlScalar.Integer(scalar.Span, value);
    }

    private YamlScalar? DeviceCount(YamlScalar scalar)
    {
        if (scalar.Kind != ScalarKind.String)
            return Integer(scalar);
        if (scalar.Text.Equals("all", StringComparison.OrdinalIgnoreCase))
            return YamlScalar.Integer(scalar.Span, -1);
        if (long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count))
            return YamlScalar.Integer(scalar.Span, count);
        Report(scalar.Span, $"invalid value \"{scalar.Text}\", the only value allowed is 'all' or a number");
        return null;
    }
}
