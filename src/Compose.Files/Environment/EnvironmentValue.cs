using Compose.Files.Text;

namespace Compose.Files.Environment;

/// <summary>
/// The value of a variable. <see cref="Origin"/> is shown in messages ("shell", ".env"); the span is set if a file defines it.
/// </summary>
public sealed record EnvironmentValue(string Value, string Origin, SourceSpan Span = default);
