namespace NCompose;

/// <summary>A line that a container has written.</summary>
/// <param name="Service">The service.</param>
/// <param name="Container">The name of the container.</param>
/// <param name="IsError">It was written to standard error.</param>
/// <param name="Time">When it was written; null when the log driver of the container does not know.</param>
/// <param name="Text">The line without its line break.</param>
public sealed record LogLine(string Service, string Container, bool IsError, DateTimeOffset? Time, string Text);
