using System.Globalization;

namespace Compose.Cli.CommandLine;

/// <summary>`--since` and `--until`: an age, a date, or seconds since 1970. The engine wants the last of these.</summary>
internal static class TimeArgument
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HHK", "yyyy-MM-ddK",
    ];

    public static string? Validate(string text) =>
        text.Length == 0 || Read(text, TimeProvider.System) is not null ? null
            : $"failed to parse value as time or duration: {GoSyntax.Quote(text)}";

    /// <summary>Null when it is none of them, or nothing.</summary>
    public static string? Read(string text, TimeProvider clock)
    {
        var isBack = !text.StartsWith('-');
        if (GoDuration.TryParse(isBack ? text : text[1..], out var age))
            return Seconds(clock.GetUtcNow() + (isBack ? -age : age));
        if (DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var moment))
            return Seconds(moment);
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) ? text : null;
    }

    private static string Seconds(DateTimeOffset moment) =>
        ((moment - DateTimeOffset.UnixEpoch).Ticks / (decimal)TimeSpan.TicksPerSecond)
            .ToString("0.000000000", CultureInfo.InvariantCulture);
}
