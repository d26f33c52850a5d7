namespace Compose.Files.Printing;

/// <summary>What a tree is arranged for: the two forms of output differ in more than their punctuation.</summary>
public enum PrintForm
{
    Yaml,
    Json,
}
