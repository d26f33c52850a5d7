namespace Compose.Files.Printing;

/// <summary>The order of mapping keys in JSON output: by the bytes of UTF-8.</summary>
public sealed class ByteOrder : IComparer<string>
{
    public static readonly ByteOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        var (a, b) = (x ?? "", y ?? "");
        var length = Math.Min(a.Length, b.Length);
        for (var i = 0; i < length; i++)
            if (a[i] != b[i])
                return Weight(a[i]).CompareTo(Weight(b[i]));
        return a.Length.CompareTo(b.Length);
    }

    /// <summary>In UTF-8, what UTF-16 writes with surrogates comes after everything else.</summary>
    private static int Weight(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
