namespace Compose.Files.Explaining;

public enum ContributionKind
{
    Said,

    /// <summary>Taken away by `!reset`.</summary>
    Reset,
}
