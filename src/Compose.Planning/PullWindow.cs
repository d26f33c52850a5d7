using System.Globalization;

namespace Compose.Planning;

/// <summary>Pull policies that look for something newer from time to time: `daily`, `weekly`, `every_12h`.</summary>
internal static class PullWindow
{
    private const string Every = "every_";

    /// <summary>Null for a policy without one.</summary>
    public static TimeSpan? Of(string? policy) => policy switch
    {
        "daily" => TimeSpan.FromDays(1),
        "weekly" => TimeSpan.FromDays(7),
        { } every when every.StartsWith(Every, StringComparison.Ordinal) => Read(every[Every.Length..]),
        _ => null,
    };

    /// <summary>`1d12h`: numbers and units. The loader has refused what is not of that form.</summary>
    private static TimeSpan Read(string text)
    {
        var window = TimeSpan.Zero;
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i]))
                continue;
            var count = int.TryParse(text.AsSpan(start, i - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
            window += text[i] switch
            {
                'w' => TimeSpan.FromDays(7 * count),
                'd' => TimeSpan.FromDays(count),
                'h' => TimeSpan.FromHours(count),
                'm' => TimeSpan.FromMinutes(count),
                _ => TimeSpan.FromSeconds(count),
            };
            start = i + 1;
        }

        return window;
    }
}
