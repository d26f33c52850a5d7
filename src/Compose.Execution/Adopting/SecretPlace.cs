namespace Compose.Execution.Adopting;

/// <summary>Where variables that look like secrets go.</summary>
public enum SecretPlace
{
    /// <summary>Into a private file beside the compose file.</summary>
    File,

    /// <summary>Nowhere: the file names variables that have to be set.</summary>
    Variables,

    /// <summary>Into the tree, which is never written like this: it has the config hash of the file.</summary>
    Inline,
}
