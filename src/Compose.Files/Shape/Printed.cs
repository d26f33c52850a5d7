namespace Compose.Files.Shape;

/// <summary>When `config` prints an attribute.</summary>
public enum Printed
{
    /// <summary>When it is neither null, zero, blank, false nor empty.</summary>
    UnlessEmpty,

    /// <summary>Whenever it is said, also as zero or as an empty mapping.</summary>
    WhenSaid,

    /// <summary>Always.</summary>
    Always,

    /// <summary>In JSON always (null, or an empty mapping for a mapping), in YAML as <see cref="UnlessEmpty"/> (a command that is said empty is printed).</summary>
    AlwaysInJson,

    /// <summary>Only when it is false.</summary>
    UnlessTrue,

    Never,
}
