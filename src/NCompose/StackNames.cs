namespace NCompose;

/// <summary>Names for stacks of their own.</summary>
internal static class StackNames
{
    private const int LongestBase = 40;

    public static string Random(string project) =>
        $"{(project.Length > LongestBase ? project[..LongestBase] : project)}-{$"{Guid.NewGuid():N}"[..8]}";
}
