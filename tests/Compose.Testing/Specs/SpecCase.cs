namespace Compose.Testing.Specs;

/// <summary>One test of a Markdown file: a heading, and the blocks under it.</summary>
public sealed record SpecCase(string File, string Heading, int Line, IReadOnlyList<SpecBlock> Blocks)
{
    /// <summary>The index of the first line after the case.</summary>
    public int EndLine { get; init; }

    public string Id => $"{Path.GetFileNameWithoutExtension(File)} › {Heading}";

    public SpecBlock? Block(string name) => Blocks.FirstOrDefault(block => block.Name == name);

    public SpecBlock? Block(string language, string name) =>
        Blocks.FirstOrDefault(block => block.Name == name && block.Language == language);

    public override string ToString() => Id;
}
