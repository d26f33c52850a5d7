using System.Collections.Immutable;
using Compose.Files.Text;

namespace Compose.Files.Yaml;

public sealed class YamlSequence(SourceSpan span, ImmutableArray<YamlNode> items, YamlTag tag = YamlTag.None) : YamlNode(span, tag)
{
    public ImmutableArray<YamlNode> Items { get; } = items;
    public override string TypeName => "array";

    public YamlSequence With(ImmutableArray<YamlNode> items) => new(Span, items, Tag);
    public override YamlSequence WithTag(YamlTag tag) => tag == Tag ? this : new(Span, Items, tag);
}
