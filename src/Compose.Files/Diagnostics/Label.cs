using Compose.Files.Text;

namespace Compose.Files.Diagnostics;

/// <summary>A place in a source and what is to be said about it, in a few words ("overridden here").</summary>
public sealed record Label(SourceSpan Span, string Text = "");
