namespace NCompose;

/// <summary>How bad a problem of a file is.</summary>
public enum ComposeSeverity
{
    /// <summary>The file cannot be used.</summary>
    Error,

    /// <summary>The file can be used, and probably does not do what was meant.</summary>
    Warning,

    /// <summary>For information.</summary>
    Note,
}
