namespace Compose.Execution.Copy;

/// <summary>Compares two streams of the same length.</summary>
internal static class SameContent
{
    private const int Piece = 64 * 1024;

    public static bool Of(Stream one, Stream? other)
    {
        var (left, right) = (new byte[Piece], new byte[Piece]);
        while (one.ReadAtLeast(left, left.Length, throwOnEndOfStream: false) is > 0 and var count)
            if (other is null || other.ReadAtLeast(right.AsSpan(0, count), count, throwOnEndOfStream: false) != count
                || !left.AsSpan(0, count).SequenceEqual(right.AsSpan(0, count)))
                return false;
        return true;
    }
}
