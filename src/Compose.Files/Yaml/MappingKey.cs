using Compose.Files.Text;

namespace Compose.Files.Yaml;

internal readonly record struct MappingKey(string Text, SourceSpan Span, bool IsMerge);
