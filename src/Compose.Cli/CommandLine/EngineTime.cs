using System.Globalization;

namespace Compose.Cli.CommandLine;

/// <summary>Moments as people give them to --since and --until, and as the engine tells them.</summary>
static class EngineTime
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Seconds since 1970 of an age (`42m`) or a date; null for nothing.</summary>
    public static string? Parse(string text, TimeProvider clock)
    {
        if (text.Length == 0)
            return null;
        if (GoDuration.TryParse(text, out var age))
            return Seconds(clock.GetUtcNow() - age);
        var isNumber = decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);
        return !isNumber && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var moment) ? Seconds(moment) : text;
    }

    /// <summary>With as many digits of the second as there are, in local time.</summary>
    public static string Rfc3339(long nanoseconds)
    {
        var moment = Local(nanoseconds);
        var fraction = (nanoseconds % NanosecondsPerSecond).ToString("000000000", CultureInfo.InvariantCulture).TrimEnd('0');
        var zone = moment.Offset == TimeSpan.Zero ? "Z" : moment.ToString("zzz", CultureInfo.InvariantCulture);
        return moment.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + (fraction.Length > 0 ? "." + fraction : "") + zone;
    }

    public static string Plain(long nanoseconds) => Local(nanoseconds).ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    private static DateTimeOffset Local(long nanoseconds) =>
        TimeZoneInfo.ConvertTime(DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick), TimeZoneInfo.Local);

    private static string Seconds(DateTimeOffset moment) =>
        ((moment - DateTimeOffset.UnixEpoch).Ticks / (decimal)TimeSpan.TicksPerSecond).ToString("0.000000000", CultureInfo.InvariantCulture);
}
