namespace Compose.Files.Yaml;

/// <summary>The two tags that mean something to a later stage: they decide how a value meets what earlier files said.</summary>
public enum YamlTag
{
    None,

    /// <summary><c>!reset</c>: the attribute is taken away from what earlier files said, and is absent in this one.</summary>
    Reset,

    /// <summary><c>!override</c>: the value replaces what earlier files said instead of being merged with it.</summary>
    Override,
}
