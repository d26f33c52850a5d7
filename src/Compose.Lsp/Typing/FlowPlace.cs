using System.Collections.Immutable;

namespace Compose.Lsp.Typing;

/// <summary>The place at the end of a text in flow style; offsets count in that text.</summary>
internal sealed record FlowPlace(ImmutableArray<string> Path, CursorRole Role, int WordStart, ImmutableArray<string> Siblings);
