using System.Collections.Immutable;
using Compose.Files.Environment;
using Compose.Files.Text;

namespace Compose.Files.Merging;

/// <summary>
/// What a set of files is read with: the directory its paths start from, its variables, and the files that led to it by `include`.
/// </summary>
internal sealed record FileScope(string Directory, ComposeEnvironment Environment, ImmutableArray<string> Including)
{
    public string? Home => Environment.Home;

    /// <summary>An absolute path of this machine.</summary>
    public string Absolute(string path)
    {
        if (path.StartsWith('~') && Home is { Length: > 0 } home)
            path = home + path[1..];
        return DiskPath.Full(path, Directory);
    }
}
