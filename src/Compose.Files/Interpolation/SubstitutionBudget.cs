namespace Compose.Files.Interpolation;

/// <summary>
/// How much text may still be put in for variables. Values that refer to others twice double with each line, so a file of forty lines would
/// need more memory than there is.
/// </summary>
public sealed class SubstitutionBudget
{
    public const int Characters = 16 * 1024 * 1024;

    private long _left = Characters;

    /// <summary>False when it is used up.</summary>
    public bool Take(int characters) => (_left -= characters) >= 0;
}
