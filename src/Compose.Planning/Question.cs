namespace Compose.Planning;

/// <summary>
/// Something only the user may decide. The command asks <paramref name="Text"/> and plans again with <paramref name="Key"/> among the
/// policy's answers; without an answer the planner goes the careful way.
/// </summary>
public sealed record Question(string Key, string Text, Risk Risk)
{
    public static string RecreateVolumeKey(string volume) => $"recreate-volume:{volume}";
}
