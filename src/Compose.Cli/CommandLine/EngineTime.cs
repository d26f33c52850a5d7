using System.Globalization;

namespace Compose.Cli.CommandLine;

/// <summary>Moments as the engine tells them, for people and for programs.</summary>
internal static class EngineTime
{
    private const long NanosecondsPerSecond = 1_000_000_000;

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
}
