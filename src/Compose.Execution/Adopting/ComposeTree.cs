using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Execution.Adopting;

/// <summary>
/// Collects the attributes of a compose file. Each dollar sign is doubled, because the file is interpolated when it is read.
/// </summary>
internal sealed class ComposeTree : TreeBuilder
{
    public static YamlScalar Scalar(string text) => YamlScalar.String(SourceSpan.None, Doubled(text));

    protected override string Written(string text) => Doubled(text);

    private static string Doubled(string text) => text.Replace("$", "$$", StringComparison.Ordinal);
}
