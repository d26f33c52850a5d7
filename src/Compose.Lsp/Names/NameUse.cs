using Compose.Files.Schema;
using Compose.Files.Text;

namespace Compose.Lsp.Names;

/// <summary>A name in a file: where it is declared, or a text that refers to it.</summary>
internal sealed record NameUse(NamedKind Kind, string Name, SourceSpan Span, bool IsDeclaration)
{
    /// <summary>The file of a service that is extended, as it is written; null for the same file.</summary>
    public string? File { get; init; }

    /// <summary>The service that `extends` names is one of a single file, whatever the project declares.</summary>
    public bool IsExtended { get; init; }

    /// <summary>A name with escapes has no place of its own in the text, so it cannot be renamed.</summary>
    public bool IsPlain { get; init; } = true;
}
