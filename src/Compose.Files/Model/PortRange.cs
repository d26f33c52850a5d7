using System.Globalization;

namespace Compose.Files.Model;

/// <summary>`8080` or `8000-8010`.</summary>
public readonly record struct PortRange(int First, int Last)
{
    public int Count => Last - First + 1;
    public IEnumerable<int> Numbers => Enumerable.Range(First, Count);

    public static bool TryParse(string text, out PortRange range)
    {
        var dash = text.IndexOf('-');
        var isRange = TryRead(dash < 0 ? text : text.AsSpan(0, dash), out var first) & TryRead(dash < 0 ? text
            : text.AsSpan(dash + 1), out var last);
        range = new PortRange(first, last);
        return isRange && first <= last;
    }

    private static bool TryRead(ReadOnlySpan<char> text, out ushort port) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port);
}
