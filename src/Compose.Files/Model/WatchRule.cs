using System.Collections.Immutable;
using Compose.Files.Yaml;

namespace Compose.Files.Model;

/// <summary>One rule of develop.watch. <see cref="Source"/> is the mapping that it was read from.</summary>
public sealed record WatchRule
{
    public required YamlMapping Source { get; init; }

    /// <summary>The absolute path of a folder or a file of the host.</summary>
    public required string Path { get; init; }

    public required WatchAction Action { get; init; }
    public string? Target { get; init; }
    public Hook? Exec { get; init; }
    public ImmutableArray<string> Include { get; init; } = [];
    public ImmutableArray<string> Ignore { get; init; } = [];
    public bool InitialSync { get; init; }

    /// <summary>`x-ncompose.signal`: sent to the container in place of a restart.</summary>
    public string? Signal { get; init; }

    /// <summary>`x-ncompose.back`: files that the container writes and that are copied to the host, relative to the rule's path.</summary>
    public ImmutableArray<string> Back { get; init; } = [];

    /// <summary>`x-ncompose.chown`: `USER` or `USER:GROUP`, the owner of synced files.</summary>
    public string? Owner { get; init; }

    /// <summary>Whether changed files are copied into the container.</summary>
    public bool IsSync => Action is WatchAction.Sync or WatchAction.SyncRestart or WatchAction.SyncExec;
}
