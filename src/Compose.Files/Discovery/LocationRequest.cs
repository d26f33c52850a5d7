using System.Collections.Immutable;
using Compose.Files.Remotes;
using Compose.Files.Text;
using Compose.Host;

namespace Compose.Files.Discovery;

/// <summary>What the command line and the process say about where the project is.</summary>
public sealed record LocationRequest
{
    public required string CurrentDirectory { get; init; }

    /// <summary>The process's variables.</summary>
    public required ProcessEnvironment Variables { get; init; }

    /// <summary>Reads standard input, for a file called `-`.</summary>
    public Func<byte[]> ReadInput { get; init; } = () => [];

    /// <summary>Where files are read.</summary>
    public FileSource FileSource { get; init; } = FileSource.Disk;

    public ImmutableArray<string> Files { get; init; } = [];
    public string ProjectDirectory { get; init; } = "";
    public string ProjectName { get; init; } = "";

    /// <summary>The project is looked for, not made: a given name is read in lower case, as all names of projects are written.</summary>
    public bool LowersName { get; init; }

    public ImmutableArray<string> Profiles { get; init; } = [];
    /// <summary>Fetches files of other machines, given the folder of the local files; without it they are errors.</summary>
    public Func<string, IRemoteFiles>? Remotes { get; init; }

    public ImmutableArray<string> EnvFiles { get; init; } = [];
}
