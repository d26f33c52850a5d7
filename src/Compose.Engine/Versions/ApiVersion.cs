using System.Globalization;

namespace Compose.Engine.Versions;

/// <summary>A version of the engine's API: <c>1.47</c>.</summary>
public readonly record struct ApiVersion(int Major, int Minor) : IComparable<ApiVersion>
{
    public int CompareTo(ApiVersion other) =>
        Major != other.Major ? Major.CompareTo(other.Major) : Minor.CompareTo(other.Minor);

    public static bool operator <(ApiVersion left, ApiVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(ApiVersion left, ApiVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(ApiVersion left, ApiVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ApiVersion left, ApiVersion right) => left.CompareTo(right) >= 0;

    public static ApiVersion? Parse(string? text)
    {
        if (text is null)
            return null;

        var digits = text.AsSpan().Trim();
        digits = digits.StartsWith("v") ? digits[1..] : digits;
        var dot = digits.IndexOf('.');
        return dot > 0 && Number(digits[..dot]) is { } major && Number(digits[(dot + 1)..]) is { } minor
            ? new ApiVersion(major, minor)
            : null;

        static int? Number(ReadOnlySpan<char> part) =>
            int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");
}
