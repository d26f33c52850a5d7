using System.Collections.Immutable;

namespace Compose.Planning;

/// <summary>
/// Something only the user may decide. The command asks <paramref name="Text"/> and plans again with <paramref name="Key"/> among the
/// policy's answers; without an answer the planner goes the careful way.
/// </summary>
public sealed record Question(string Key, string Text, Risk Risk)
{
    /// <summary>What is declared otherwise now.</summary>
    public ImmutableArray<AttributeChange> Changes { get; init; } = [];

    public static string RecreateVolumeKey(string volume) => $"recreate-volume:{volume}";
}
