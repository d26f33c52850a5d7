using System.Globalization;

namespace Compose.Cli.Rendering.Tables;

/// <summary>Sizes and ages in the words that Docker uses.</summary>
internal static class HumanUnits
{
    private static readonly string[] DecimalUnits = ["B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"];
    private static readonly string[] BinaryUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"];

    /// <summary>`1.234MB`: units of 1000. Lists of images use three digits, progress four.</summary>
    public static string Size(double bytes, int digits = 4) => Size(bytes, 1000, DecimalUnits, digits);

    /// <summary>`1.177MiB`: units of 1024, as memory is shown.</summary>
    public static string BinarySize(double bytes, int digits = 4) => Size(bytes, 1024, BinaryUnits, digits);

    /// <summary>`3 hours`, `About a minute`.</summary>
    public static string Duration(TimeSpan duration)
    {
        var seconds = (long)duration.TotalSeconds;
        var minutes = (long)duration.TotalMinutes;
        var hours = (long)(duration.TotalHours + 0.5);
        return (seconds, minutes, hours) switch
        {
            ( < 1, _, _) => "Less than a second",
            (1, _, _) => "1 second",
            ( < 60, _, _) => $"{seconds} seconds",
            (_, 1, _) => "About a minute",
            (_, < 60, _) => $"{minutes} minutes",
            (_, _, 1) => "About an hour",
            (_, _, < 48) => $"{hours} hours",
            (_, _, < 24 * 7 * 2) => $"{hours / 24} days",
            (_, _, < 24 * 30 * 2) => $"{hours / 24 / 7} weeks",
            (_, _, < 24 * 365 * 2) => $"{hours / 24 / 30} months",
            _ => $"{(long)duration.TotalHours / 24 / 365} years",
        };
    }

    public static string Ago(DateTimeOffset then, DateTimeOffset now) => Duration(now - then) + " ago";

    private static string Size(double size, double unit, string[] names, int digits)
    {
        var i = 0;
        while (size >= unit && i < names.Length - 1)
        {
            size /= unit;
            i++;
        }

        return Significant(size, digits) + names[i];
    }

    /// <summary>So many significant digits, without zeros at the end.</summary>
    private static string Significant(double value, int digits)
    {
        if (value == 0)
            return "0";
        var decimals = Math.Clamp(digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 15);
        return Math.Round(value, decimals, MidpointRounding.ToEven)
            .ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture);
    }
}
