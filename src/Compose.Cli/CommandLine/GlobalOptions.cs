using System.Collections.Immutable;

namespace Compose.Cli.CommandLine;

/// <summary>What stands before the sub-command, as it was typed. Null or empty is "not given"; the environment is asked later.</summary>
internal sealed record GlobalOptions
{
    public ImmutableArray<string> Files { get; init; } = [];
    public string ProjectName { get; init; } = "";
    public string ProjectDirectory { get; init; } = "";

    /// <summary>The old spelling of <see cref="ProjectDirectory"/>.</summary>
    public string WorkDirectory { get; init; } = "";

    public ImmutableArray<string> Profiles { get; init; } = [];
    public ImmutableArray<string> EnvFiles { get; init; } = [];
    public ImmutableArray<string> InsecureRegistries { get; init; } = [];
    public bool AllResources { get; init; }
    public bool Compatibility { get; init; }
    public long? Parallel { get; init; }
    public string? Progress { get; init; }

    /// <summary>Where the project runs: engine or swarm.</summary>
    public string? Target { get; init; }

    public string? Ansi { get; init; }
    public bool NoAnsi { get; init; }
    public bool DryRun { get; init; }
    public bool Verbose { get; init; }

    /// <summary>How problems of the files are shown: text, json, sarif or github.</summary>
    public string? Diagnostics { get; init; }
}
