using System.Globalization;

namespace Compose.Cli.Rendering.Tables;

/// <summary>Moments as Docker's templates print them: `2026-11-21 07:15:39 +0000 UTC`, in the zone of this machine.</summary>
internal static class GoTime
{
    public static string Of(DateTimeOffset moment, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(moment, zone);
        var offset = local.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);
        return $"{local.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} {offset} {Name(zone, local, offset)}";
    }

    /// <summary>Zones are called by their short names (UTC, CEST); one that has none by its offset.</summary>
    private static string Name(TimeZoneInfo zone, DateTimeOffset local, string offset)
    {
        if (zone.BaseUtcOffset == TimeSpan.Zero && !zone.SupportsDaylightSavingTime)
            return "UTC";
        var name = zone.IsDaylightSavingTime(local) ? zone.DaylightName : zone.StandardName;
        return name.Length is > 0 and <= 5 && !name.Contains(' ', StringComparison.Ordinal) ? name : offset;
    }
}
