using Compose.Files.Yaml;

namespace Compose.Files.Selection;

/// <summary>
/// A tree whose services are those that are on; <paramref name="Disabled"/> has the others, for messages and for <c>down</c>.
/// </summary>
public sealed record SelectedTree(YamlMapping Tree, YamlMapping Disabled)
{
    private static readonly YamlMapping None = new(Text.SourceSpan.None, []);

    public YamlMapping Services => Tree["services"] as YamlMapping ?? None;
}
