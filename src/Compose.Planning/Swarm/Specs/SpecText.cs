using System.Globalization;

namespace Compose.Planning.Swarm.Specs;

/// <summary>A value of a spec as a file would have it.</summary>
internal static class SpecText
{
    private static readonly HashSet<string> Durations = new(StringComparer.Ordinal)
    {
        "Delay", "Monitor", "Window", "Interval", "Timeout", "StartPeriod", "StartInterval", "StopGracePeriod",
    };

    public static string Of(SpecField field, string value)
    {
        var name = field.Path[(field.Path.LastIndexOf('.') + 1)..];
        if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return value;
        if (Durations.Contains(name))
            return (number / 1e9).ToString("0.###", CultureInfo.InvariantCulture) + "s";
        return name == "NanoCPUs" ? (number / 1e9).ToString("0.#########", CultureInfo.InvariantCulture) : value;
    }
}
