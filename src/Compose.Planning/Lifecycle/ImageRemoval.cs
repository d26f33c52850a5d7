namespace Compose.Planning.Lifecycle;

/// <summary>Which images `down` removes.</summary>
public enum ImageRemoval
{
    None,

    /// <summary>Those without a custom tag: built for the project.</summary>
    Local,
    All,
}
