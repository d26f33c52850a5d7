namespace NCompose;

/// <summary>Which part of the logs is read.</summary>
public sealed record LogOptions
{
    /// <summary>The services whose logs are read. Empty is all of them.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>
    /// Go on with what is written from now on, until the reader stops. Otherwise the logs end with the last line that is there.
    /// </summary>
    public bool Follow { get; init; }

    /// <summary>The number of lines from the end of each container. Null is all of them.</summary>
    public int? Tail { get; init; }
}
