using System.Globalization;
using Compose.Files.Diagnostics;
using Compose.Files.Schema;
using Compose.Files.Text;
using Compose.Files.Values;
using Compose.Files.Yaml;

namespace Compose.Files.Interpolation;

/// <summary>Reads a string as the type that its attribute is read as before anything else looks at it.</summary>
internal static class ScalarCast
{
    public static YamlScalar Apply(YamlScalar scalar, Cast cast, TreePath path, DiagnosticBag diagnostics) => cast switch
    {
        Cast.Boolean => ToBoolean(scalar, path, diagnostics),
        Cast.Int => ToInteger(scalar, "strconv.Atoi", path, diagnostics),
        Cast.Int64 => ToInteger(scalar, "strconv.ParseInt", path, diagnostics),
        Cast.Float or Cast.Float32 => ToFloat(scalar, cast, path, diagnostics),
        _ => scalar,
    };

    private static YamlScalar ToBoolean(YamlScalar scalar, TreePath path, DiagnosticBag diagnostics)
    {
        switch (scalar.Text.ToLowerInvariant())
        {
            case "true":
                return YamlScalar.Boolean(scalar.Span, true);
            case "false":
                return YamlScalar.Boolean(scalar.Span, false);
            case "y" or "yes" or "on":
                diagnostics.Add(InterpolationProblems.LegacyBoolean(scalar, true));
                return YamlScalar.Boolean(scalar.Span, true);
            case "n" or "no" or "off":
                diagnostics.Add(InterpolationProblems.LegacyBoolean(scalar, false));
                return YamlScalar.Boolean(scalar.Span, false);
            default:
                diagnostics.Add(InterpolationProblems.Cast(path, scalar, $"invalid boolean: {scalar.Text}", "a boolean"));
                return scalar;
        }
    }

    private static YamlScalar ToInteger(YamlScalar scalar, string function, TreePath path, DiagnosticBag diagnostics)
    {
        // NumberStyles would take white space and a culture's signs; Go takes a sign and digits.
        var digits = scalar.Text.AsSpan();
        if (digits.Length > 0 && digits[0] is '+' or '-')
            digits = digits[1..];
        var wellFormed = digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9');
        if (wellFormed && long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            return YamlScalar.Integer(scalar.Span, value);
        diagnostics.Add(InterpolationProblems.Cast(path, scalar,
            $"{function}: parsing \"{scalar.Text}\": {(wellFormed ? "value out of range" : "invalid syntax")}", "a whole number"));
        return scalar;
    }

    private static YamlScalar ToFloat(YamlScalar scalar, Cast cast, TreePath path, DiagnosticBag diagnostics)
    {
        if (TryParseFloat(scalar.Text, out var value))
            return cast == Cast.Float32 ? SinglePrecision.Scalar(scalar.Span, value)
                : new YamlScalar(scalar.Span, ScalarKind.Float, GoText.Float(value), value);
        diagnostics.Add(InterpolationProblems.Cast(path, scalar, $"strconv.ParseFloat: parsing \"{scalar.Text}\": invalid syntax",
            "a number"));
        return scalar;
    }

    private static bool TryParseFloat(string text, out double value)
    {
        value = 0;
        var digits = text.TrimStart('+', '-');
        if (text.Length - digits.Length > 1 || digits.Length == 0)
            return false;
        switch (digits.ToLowerInvariant())
        {
            case "inf" or "infinity":
                value = text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
                return true;
            case "nan":
                value = double.NaN;
                return true;
            default:
                return digits[0] is '.' or (>= '0' and <= '9') &&
                    double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                        CultureInfo.InvariantCulture, out value);
        }
    }
}
