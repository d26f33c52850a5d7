namespace Compose.Execution.Logs;

/// <summary>The engine's timestamp at the beginning of a line of a log.</summary>
public static class LogTimestamp
{
    /// <summary>`2026-11-21T07:20:28.143024676Z `: Docker's are always so long.</summary>
    public const int Length = 31;

    /// <summary>
    /// How much of the line is its timestamp and the blank after it. Podman's have no digits after the seconds: `2026-11-21T07:20:28Z `.
    /// </summary>
    public static int LengthIn(ReadOnlySpan<byte> line)
    {
        const int date = 10, time = 19;
        if (line.Length <= time || line[date] != (byte)'T')
            return 0;
        if (line.Length >= Length && line[Length - 1] == (byte)' ')
            return Length;
        return line[time] is (byte)'Z' or (byte)'+' or (byte)'-' ? line[..Math.Min(line.Length, Length)].IndexOf((byte)' ') + 1 : 0;
    }
}
