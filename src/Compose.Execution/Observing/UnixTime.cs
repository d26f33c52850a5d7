namespace Compose.Execution.Observing;

/// <summary>Times of the engine, in seconds since 1970.</summary>
internal static class UnixTime
{
    /// <summary>The nearest time that there is a date for: an engine may send any number.</summary>
    public static DateTimeOffset Of(long seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, DateTimeOffset.MinValue.ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds()));
}
