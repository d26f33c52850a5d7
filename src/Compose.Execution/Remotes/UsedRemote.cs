namespace Compose.Execution.Remotes;

/// <summary>A remote file that a run has read.</summary>
/// <param name="Reference">As the files name it, without a password.</param>
/// <param name="Id">The digest or the commit that it stands for.</param>
/// <param name="Folder">Where its content is.</param>
public sealed record UsedRemote(string Reference, string Id, string Folder)
{
    /// <summary>The folder of the compose file itself, which a reference to a git repository chooses.</summary>
    public string Place { get; init; } = Folder;

    /// <summary>For messages: the reference with the beginning of its digest or commit.</summary>
    public string Name => $"{Reference} ({Shortened(Id)})";

    private static string Shortened(string id)
    {
        const int shown = 12;
        var start = id.IndexOf(':', StringComparison.Ordinal) + 1;
        return id[..Math.Min(id.Length, start + shown)];
    }
}
