namespace Compose.Files.Schema;

/// <summary>
/// Which values are paths, and from what a relative one starts: the directory of the project (or of the included or extended file).
/// </summary>
public enum PathRule
{
    None,

    /// <summary>A path of this machine, `~` for the home directory.</summary>
    File,

    /// <summary>A path that may be one of another system (C:\ on Linux), which is left alone.</summary>
    AnySystem,

    /// <summary>A build context: a path unless it is a URL or names a service.</summary>
    Context,

    /// <summary>A path whose symbolic links are followed.</summary>
    Watched,

    /// <summary>The file of `extends`.</summary>
    Extends,

    /// <summary>The whole mount: its source when it is a bind mount.</summary>
    Mount,

    /// <summary>The whole volume: the device of a local bind.</summary>
    Volume,
}
