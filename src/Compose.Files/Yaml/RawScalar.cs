using Compose.Files.Text;

namespace Compose.Files.Yaml;

/// <summary>A scalar before its type is known.</summary>
internal readonly record struct RawScalar(SourceSpan Span, string Text, bool IsPlain);
