using System.Collections.Immutable;
using System.Globalization;
using Compose.Files.Schema;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Lsp.Names;

/// <summary>
/// A place in a file whose syntax is right: the keys and positions that lead to it, its attribute, and the text that stands there.
/// </summary>
internal sealed record TreePlace(ImmutableArray<string> Path, Field? Field, SourceSpan Span, YamlScalar? Value)
{
    /// <summary>How many steps of <see cref="Path"/> lead to the first list.</summary>
    public int StepsToList { get; init; }

    public static TreePlace? Find(YamlStream stream, int offset)
    {
        foreach (var document in stream.Documents)
            if (Contains(document.Root.Span, offset)
                && Find(document.Root, ProjectSchema.Project, null, [], offset) is { } found)
                return found;
        return null;
    }

    private static bool Contains(SourceSpan span, int offset) => span.Start <= offset && offset <= span.End;

    private static TreePlace? Find(YamlNode node, ValueSchema? schema, Field? field, ImmutableArray<string> path, int offset)
    {
        switch (node)
        {
            case YamlMapping mapping:
                foreach (var entry in mapping.Entries)
                {
                    Field? own = null;
                    schema?.TryGetField(entry.Key, out own);
                    var inner = path.Add(entry.Key);
                    if (Contains(entry.KeySpan, offset))
                        return new TreePlace(inner, own, entry.KeySpan, null) { StepsToList = inner.Length };
                    if (Contains(entry.Value.Span, offset)
                        && Find(entry.Value, schema?.Child(entry.Key), own ?? field, inner, offset) is { } found)
                        return found;
                }

                return null;
            case YamlSequence list:
                for (var i = 0; i < list.Items.Length; i++)
                    if (Contains(list.Items[i].Span, offset)
                        && Find(list.Items[i], schema?.Items, field, path.Add(i.ToString(CultureInfo.InvariantCulture)),
                            offset) is { } found)
                        return found with { StepsToList = path.Length };
                return null;
            case YamlScalar scalar:
                return new TreePlace(path, field, scalar.Span, scalar) { StepsToList = path.Length };
            default:
                return null;
        }
    }
}
