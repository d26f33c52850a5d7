using Compose.Files.Text;

namespace Compose.Files.Yaml;

/// <summary>
/// A node of the tree that every stage reads and rewrites: closed, immutable, and it knows where it stands in its file.
/// Nodes compare by reference: two equal scalars from two places are two nodes.
/// </summary>
public abstract class YamlNode
{
    private protected YamlNode(SourceSpan span) => Span = span;

    public SourceSpan Span { get; }

    /// <summary>How people call the type in an error: "string", "number", "boolean", "null", "array", "object".</summary>
    public abstract string TypeName { get; }

    public bool IsNull => this is YamlScalar { Kind: ScalarKind.Null };
}
