namespace Compose.Files.Explaining;

public enum ContributionKind
{
    Assigned,

    /// <summary>Taken away by `!reset`.</summary>
    Reset,
}
