namespace Compose.Planning;

/// <summary>What is done when more replacements of a service have failed than it tolerates.</summary>
internal enum UpdateFailure
{
    /// <summary>What is replaced stays so, the rest stays as it is.</summary>
    Pause,

    /// <summary>The others are replaced all the same.</summary>
    Continue,

    /// <summary>All go back to what they were.</summary>
    Rollback,
}
