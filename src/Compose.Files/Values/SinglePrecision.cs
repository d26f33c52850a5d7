using System.Globalization;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Values;

/// <summary>
/// CPU shares and ratios are single precision numbers: what is printed is the shortest text that reads back as the same one.
/// </summary>
public static class SinglePrecision
{
    /// <summary>The double whose shortest text is that of the single nearest to the number.</summary>
    public static double Shorten(double number)
    {
        var single = (float)number;
        return float.IsFinite(single) ? double.Parse(single.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            : single;
    }

    public static YamlScalar Scalar(SourceSpan span, double number) => new(span, ScalarKind.Float, GoText.Float((float)number), number);
}
