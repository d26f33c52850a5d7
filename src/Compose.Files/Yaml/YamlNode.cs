using Compose.Files.Text;

namespace Compose.Files.Yaml;

/// <summary>
/// A node of the tree that every stage reads and rewrites: closed, immutable, and it knows where it stands in its file.
/// Nodes compare by reference: two equal scalars from two places are two nodes. An alias is the very node of its anchor.
/// </summary>
public abstract class YamlNode
{
    private protected YamlNode(SourceSpan span, YamlTag tag)
    {
        Span = span;
        Tag = tag;
    }

    public SourceSpan Span { get; }
    public YamlTag Tag { get; }

    /// <summary>How people call the type in an error: "string", "number", "boolean", "null", "array", "object".</summary>
    public abstract string TypeName { get; }

    public bool IsNull => this is YamlScalar { Kind: ScalarKind.Null };

    public abstract YamlNode WithTag(YamlTag tag);
}
