namespace Compose.Planning;

/// <summary>When a container that is there is made anew.</summary>
public enum RecreatePolicy
{
    /// <summary>When it is not what is declared.</summary>
    WhenChanged,
    Always,
    Never,
}
