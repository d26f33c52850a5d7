namespace Compose.Files.Yaml;

/// <summary>Blanks that YamlDotNet does not get, or gets in addition, at an offset of the source.</summary>
internal readonly record struct TextEdit(int At, int Removed, int Inserted)
{
    /// <summary>A character that stands for a dash is inserted in place of blanks.</summary>
    public bool IsDash { get; init; }
}
