using Compose.Files.Text;

namespace Compose.Files.Yaml;

/// <summary>An anchor or an alias in a file, with its sign. <see cref="Anchor"/> is the place of the anchor of an alias.</summary>
public sealed record AnchorPlace(string Name, SourceSpan Span, SourceSpan? Anchor = null);
