using System.Globalization;

namespace Compose.Planning.Images;

/// <summary>When an image is pulled. <paramref name="Interval"/> is set for `daily`, `weekly` and `every_12h`.</summary>
internal sealed record PullPolicy(PullKind Kind, string Text, TimeSpan? Interval = null)
{
    private const string Every = "every_";

    public static PullPolicy Parse(string? text) => text switch
    {
        "missing" or "if_not_present" => new PullPolicy(PullKind.Missing, text),
        "always" => new PullPolicy(PullKind.Always, text),
        "never" => new PullPolicy(PullKind.Never, text),
        "build" => new PullPolicy(PullKind.Build, text),
        "daily" => new PullPolicy(PullKind.Interval, text, TimeSpan.FromDays(1)),
        "weekly" => new PullPolicy(PullKind.Interval, text, TimeSpan.FromDays(7)),
        { } every when every.StartsWith(Every, StringComparison.Ordinal) =>
            new PullPolicy(PullKind.Interval, every, Read(every[Every.Length..])),
        _ => new PullPolicy(PullKind.Default, text is { Length: > 0 } ? text : "missing"),
    };

    /// <summary>`1d12h`: numbers and units. The loader refuses other forms.</summary>
    private static TimeSpan Read(string text)
    {
        var window = TimeSpan.Zero;
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i]))
                continue;
            var count = int.TryParse(text.AsSpan(start, i - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : 0;
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
