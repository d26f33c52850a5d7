using System.Collections.Immutable;

namespace Compose.Cli.Commands.Containers;

/// <summary>What `run` was asked for.</summary>
internal sealed record RunOptions
{
    public required string Service { get; init; }
    public ImmutableArray<string> Command { get; init; } = [];
    public string Name { get; init; } = "";
    public string User { get; init; } = "";
    public string WorkingDirectory { get; init; } = "";

    /// <summary>Null is the service's own; empty clears it.</summary>
    public string? Entrypoint { get; init; }

    public ImmutableArray<string> Environment { get; init; } = [];
    public ImmutableArray<string> EnvironmentFiles { get; init; } = [];
    public ImmutableArray<string> Labels { get; init; } = [];
    public ImmutableArray<string> Volumes { get; init; } = [];
    public ImmutableArray<string> Publish { get; init; } = [];
    public ImmutableArray<string> CapAdd { get; init; } = [];
    public ImmutableArray<string> CapDrop { get; init; } = [];
    /// <summary>The scheduler starts it, not the user.</summary>
    public bool IsScheduled { get; init; }

    public bool ServicePorts { get; init; }
    public bool UseAliases { get; init; }
    public bool Tty { get; init; }
    public bool Interactive { get; init; }
    public bool Detach { get; init; }
    public bool Remove { get; init; }
    public bool NoDependencies { get; init; }
    public bool RemoveOrphans { get; init; }
    public bool Build { get; init; }
    public string Pull { get; init; } = "policy";
    public bool Frozen { get; init; }
    public bool Quiet { get; init; }
    public bool QuietPull { get; init; }
    public bool QuietBuild { get; init; }
}
