using System.Globalization;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Values;

/// <summary>CPU shares and ratios are single precision numbers: what is printed is the shortest text that reads back as the same one.</summary>
public static class SinglePrecision
{
    public static double Shorten(double number)
    {
        var single = (float)number;
        return float.IsFinite(single) ? double.Parse(single.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : single;
    }

    /// <summary>A number as Go prints it: an exponent below 1e-4 and from 1e21 on.</summary>
    public static YamlScalar Scalar(SourceSpan span, double number) => new(span, ScalarKind.Float, Format(number), number);

    private static string Format(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        var magnitude = Math.Abs(number);
        if (number == 0 || !double.IsFinite(number) || (magnitude >= 1e-4 && magnitude < 1e15))
            return text;
        return magnitude < 1e21 && magnitude >= 1
            ? number.ToString("F0", CultureInfo.InvariantCulture)
            : number.ToString("0.################e+00", CultureInfo.InvariantCulture);
    }
}
