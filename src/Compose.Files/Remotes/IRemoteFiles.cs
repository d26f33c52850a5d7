namespace Compose.Files.Remotes;

/// <summary>Brings files from registries and git repositories onto this machine.</summary>
public interface IRemoteFiles
{
    /// <summary>The file that a reference stands for. It is there when this returns, or <see cref="RemoteFile.Failure"/> says why
    /// not.</summary>
    RemoteFile Fetch(string reference);

    /// <summary>How people are shown a file that came from elsewhere; null for all other files.</summary>
    string? NameOf(string path);
}
