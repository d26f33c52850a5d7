using System.Collections.Immutable;
using Compose.Engine.Registry;

namespace Compose.Execution.Building;

/// <summary>What the run needs of the client's side, and no plan says.</summary>
public sealed record RunnerSettings
{
    public IReadOnlyDictionary<string, string> ProxyEnvironment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The engine removes a one-off when it ends.</summary>
    public bool AutoRemove { get; init; }

    public bool AttachStdin { get; init; }

    /// <summary>Rows and columns of the window that a one-off with a terminal begins in.</summary>
    public (int Rows, int Columns)? ConsoleSize { get; init; }

    /// <summary>DOCKER_DEFAULT_PLATFORM.</summary>
    public string? DefaultPlatform { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Transfers with one registry at one time.</summary>
    public int Transfers { get; init; } = 8;

    /// <summary>How images are built; null in a run that builds none.</summary>
    public BuildOrder? Build { get; init; }

    /// <summary>Who we are to every registry, for a build that may need any of them.</summary>
    public Func<CancellationToken, Task<IReadOnlyDictionary<string, RegistryCredential>>>? Credentials { get; init; }

    /// <summary>Where providers' messages for debugging go; null when they are not wanted.</summary>
    public Action<string>? Debug { get; init; }

    /// <summary>Why the docker command line's configuration cannot be used; nothing of it is then in here.</summary>
    public string? ConfigurationDamage { get; init; }

    /// <summary>Who we are to the registry of an image.</summary>
    public Func<string, CancellationToken, ValueTask<RegistryCredential?>>? Credential { get; init; }
}
