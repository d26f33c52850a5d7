using Compose.Files.Text;

namespace Compose.Files.Environment;

/// <summary>A variable's value and where it came from: <see cref="Origin"/> is what people are told ("shell", ".env"), the span where a file set it.</summary>
public sealed record EnvironmentValue(string Value, string Origin, SourceSpan Span = default);
