namespace Compose.Files.Schema;

/// <summary>Which names the entries of a mapping may have.</summary>
public enum NameRule
{
    /// <summary>Any text but blank.</summary>
    NotBlank,

    /// <summary>Letters, digits, dot, underscore and dash: services, volumes and the like.</summary>
    Resource,

    /// <summary>Lower case letters: ulimits.</summary>
    LowerCase,
}
