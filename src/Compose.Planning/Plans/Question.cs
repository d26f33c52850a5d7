using System.Collections.Immutable;
using Compose.Planning.Attributes;

namespace Compose.Planning.Plans;

/// <summary>
/// A decision of the user. The command prints <paramref name="Text"/> and plans again with <paramref name="Key"/> among the policy's
/// answers; without an answer the planner makes the safe choice.
/// </summary>
public sealed record Question(string Key, string Text, Risk Risk)
{
    /// <summary>The attributes that the file declares differently now.</summary>
    public ImmutableArray<AttributeChange> Changes { get; init; } = [];

    public static string RecreateVolumeKey(string volume) => $"recreate-volume:{volume}";
}
