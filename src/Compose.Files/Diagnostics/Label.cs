using Compose.Files.Text;

namespace Compose.Files.Diagnostics;

/// <summary>A place in a source and a short text about it ("overridden here").</summary>
public sealed record Label(SourceSpan Span, string Text = "");
