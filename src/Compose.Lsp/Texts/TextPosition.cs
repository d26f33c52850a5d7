namespace Compose.Lsp.Texts;

/// <summary>A place in a text as the protocol counts it: line and column from 0.</summary>
internal readonly record struct TextPosition(int Line, int Column);
