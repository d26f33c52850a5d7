namespace Compose.Testing.Specs;

/// <summary>
/// A fenced block of a spec: language, a name (a file to write, or one of the words that a runner knows, such as <c>config</c>) and
/// options. Lines are indices into the Markdown file: <see cref="FenceLine"/> opens the block, <see cref="EndLine"/> closes it.
/// </summary>
public sealed record SpecBlock(string Language, string Name, IReadOnlyList<string> Options, string Text, int FenceLine, int EndLine)
{
    public bool Has(string option) => Options.Contains(option);
}
