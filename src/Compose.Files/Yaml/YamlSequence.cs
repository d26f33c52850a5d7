using System.Collections.Immutable;
using Compose.Files.Text;

namespace Compose.Files.Yaml;

public sealed class YamlSequence(SourceSpan span, ImmutableArray<YamlNode> items) : YamlNode(span)
{
    public ImmutableArray<YamlNode> Items { get; } = items;
    public override string TypeName => "array";

    public YamlSequence With(ImmutableArray<YamlNode> items) => new(Span, items);
}
