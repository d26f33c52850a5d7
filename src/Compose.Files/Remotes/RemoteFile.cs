namespace Compose.Files.Remotes;

/// <summary>A compose file that came from elsewhere. <paramref name="Root"/> is the folder of all that came with it.</summary>
public sealed record RemoteFile(string Path, string Root)
{
    /// <summary>Why there is no file, in one line.</summary>
    public string? Failure { get; init; }

    public static RemoteFile Failed(string failure) => new("", "") { Failure = failure };
}
