namespace Compose.Lsp.Typing;

/// <summary>What can be typed at a place.</summary>
internal enum CursorRole
{
    /// <summary>A key of a mapping; on a line of its own also a list could begin here.</summary>
    Key,

    /// <summary>The value behind a key.</summary>
    Value,

    /// <summary>An item of a list, or the first key of one that is a mapping.</summary>
    Item,
}
