namespace Compose.Files.Yaml;

/// <summary>The two tags that decide how a value is merged with the values of earlier files.</summary>
public enum YamlTag
{
    None,

    /// <summary><c>!reset</c>: removes the attribute of earlier files; this file does not set it.</summary>
    Reset,

    /// <summary><c>!override</c>: the value replaces the value of earlier files.</summary>
    Override,
}
