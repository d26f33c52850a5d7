using System.Buffers;
using System.Globalization;

namespace Compose.Cli.CommandLine;

/// <summary>Ages as they are typed: `42m`, `1h30m`, `1.5s`.</summary>
internal static class GoDuration
{
    /// <summary>Go counts nanoseconds in 64 bits; what is longer is no duration.</summary>
    private const long Longest = long.MaxValue / TimeSpan.NanosecondsPerTick;

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        var rest = text.AsSpan();
        if (rest.IsEmpty)
            return false;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept(NumberCharacters);
            if (digits <= 0
                || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return false;
            rest = rest[digits..];
            var end = rest.IndexOfAny(NumberCharacters);
            var unit = end < 0 ? rest : rest[..end];
            if (Unit(unit) is not { } ticks || number * ticks > Longest - duration.Ticks)
                return false;
            duration += TimeSpan.FromTicks((long)(number * ticks));
            rest = rest[unit.Length..];
        }

        return true;
    }

    private static double? Unit(ReadOnlySpan<char> unit) => unit switch
    {
        "ns" => TimeSpan.TicksPerMicrosecond / 1000.0,
        "us" or "µs" or "μs" => TimeSpan.TicksPerMicrosecond,
        "ms" => TimeSpan.TicksPerMillisecond,
        "s" => TimeSpan.TicksPerSecond,
        "m" => TimeSpan.TicksPerMinute,
        "h" => TimeSpan.TicksPerHour,
        "d" => TimeSpan.TicksPerDay,
        _ => null,
    };
}
