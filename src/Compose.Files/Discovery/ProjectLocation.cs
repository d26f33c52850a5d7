using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Environment;
using Compose.Files.Remotes;
using Compose.Files.Text;

namespace Compose.Files.Discovery;

/// <summary>Where the project is and what its files may see. No files is no error yet: some commands need only the name.</summary>
public sealed record ProjectLocation
{
    public required ImmutableArray<ComposeFile> Files { get; init; }

    /// <summary>The project directory, absolute.</summary>
    public required string Directory { get; init; }

    /// <summary>
    /// The folder of the local files, where ncompose.lock is; another one than <see cref="Directory"/> with a remote `-f`.
    /// </summary>
    public required string LocalDirectory { get; init; }

    /// <summary>What has fetched the remote files, and fetches those that files name.</summary>
    public IRemoteFiles? Remotes { get; init; }

    /// <summary>The shell's variables and what .env files add to them.</summary>
    public required ComposeEnvironment Environment { get; init; }

    /// <summary>From -p or COMPOSE_PROJECT_NAME, checked; null leaves it to the files and the directory.</summary>
    public string? ProjectName { get; init; }

    public ImmutableArray<string> Profiles { get; init; } = [];

    /// <summary>The files of --env-file or COMPOSE_ENV_FILES, absolute.</summary>
    public ImmutableArray<string> EnvironmentFiles { get; init; } = [];

    /// <summary>The .env files that were read.</summary>
    public required SourceSet Sources { get; init; }

    public required DiagnosticBag Diagnostics { get; init; }
}
