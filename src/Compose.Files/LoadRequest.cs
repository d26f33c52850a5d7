using System.Collections.Immutable;
using Compose.Files.Environment;
using Compose.Files.Remotes;
using Compose.Files.Text;

namespace Compose.Files;

/// <summary>One compose file to load: from disk, or bytes that the caller has read (stdin).</summary>
public sealed record ComposeFile(string Name, string Path, ReadOnlyMemory<byte>? Content = null);

/// <summary>Everything a load depends on; nothing else is read from the process.</summary>
public sealed record LoadRequest
{
    public required ImmutableArray<ComposeFile> Files { get; init; }

    /// <summary>The project directory, absolute: relative paths of all files start here.</summary>
    public required string Directory { get; init; }

    /// <summary>The folder that names a project which has no name; with a remote file it is not <see cref="Directory"/>.</summary>
    public string? LocalDirectory { get; init; }

    public required ComposeEnvironment Environment { get; init; }

    /// <summary>
    /// What was read before the load, so that the spans of variables mean something: the .env files. The load adds its files.
    /// </summary>
    public SourceSet Sources { get; init; } = new();

    /// <summary>A load of the same files before they were edited: what has not changed since is taken from there.</summary>
    public LoadResult? Earlier { get; init; }

    /// <summary>Fetches the files that `include` and `extends` name on other machines; without it they are errors.</summary>
    public IRemoteFiles? Remotes { get; init; }

    /// <summary>Where files are read.</summary>
    public FileSource FileSource { get; init; } = FileSource.Disk;

    /// <summary>From -p or COMPOSE_PROJECT_NAME, already checked; else the files' own name, else the directory's.</summary>
    public string? ProjectName { get; init; }

    public ImmutableArray<string> Profiles { get; init; } = [];

    /// <summary>Services named on the command line; empty is all that the profiles enable.</summary>
    public ImmutableArray<string> Services { get; init; } = [];

    /// <summary>Services whose profiles are active because the command line names them; the other services stay as they are.</summary>
    public ImmutableArray<string> Enabled { get; init; } = [];

    /// <summary>Services of all profiles are loaded although they need not run together.</summary>
    public bool ProfilesAreAlternatives { get; init; }

    /// <summary>Jobs are among the services of the project: for `run`, and for what removes, shows or builds what is theirs.</summary>
    public bool WithJobs { get; init; }

    public Dialect Dialect { get; init; }
    public bool Interpolate { get; init; } = true;
    public bool Normalize { get; init; } = true;
    public bool ResolvePaths { get; init; } = true;
    public bool CheckConsistency { get; init; } = true;
    public bool ResolveEnvironment { get; init; } = true;

    /// <summary>
    /// Labels of files are folded in either way; the names of the files stay for what is to run, because Docker Compose has them in the
    /// hash of its containers.
    /// </summary>
    public bool KeepLabelFiles { get; init; }

    /// <summary>Keep networks, volumes, secrets and configs that no selected service uses.</summary>
    public bool AllResources { get; init; }

    /// <summary>`_` joins names instead of `-` (--compatibility).</summary>
    public bool Compatibility { get; init; }

    /// <summary>Do not add the dependencies of <see cref="Services"/> (--no-deps).</summary>
    public bool WithoutDependencies { get; init; }

    /// <summary>Record every contribution to every value, for `config --explain`.</summary>
    public bool Trace { get; init; }
}
