namespace Compose.Files.Schema;

/// <summary>When `config` prints an attribute.</summary>
public enum Printed
{
    /// <summary>When it is neither null, zero, blank, false nor empty.</summary>
    UnlessEmpty,

    /// <summary>If a file sets it, also to zero or an empty mapping.</summary>
    WhenPresent,

    /// <summary>Always.</summary>
    Always,

    /// <summary>
    /// In JSON always (null, or an empty mapping for a mapping), in YAML as <see cref="UnlessEmpty"/>; an empty command is printed.
    /// </summary>
    AlwaysInJson,

    /// <summary>Only when it is false.</summary>
    UnlessTrue,

    Never,
}
