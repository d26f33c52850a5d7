namespace Compose.Lsp.Texts;

/// <summary>What the columns of the client count.</summary>
internal enum PositionEncoding
{
    Utf16,
    Utf8,
}
