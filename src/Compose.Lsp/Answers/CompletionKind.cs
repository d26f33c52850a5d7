namespace Compose.Lsp.Answers;

/// <summary>The kinds of the protocol that are used here, with their numbers.</summary>
internal enum CompletionKind
{
    Variable = 6,
    Property = 10,
    Value = 12,
    Reference = 18,
    EnumMember = 20,
}
