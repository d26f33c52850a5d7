namespace NCompose;

/// <summary>How a project is made to run as its files say.</summary>
public sealed record ApplyOptions
{
    /// <summary>Wait until all services are running, and healthy where they have a health check.</summary>
    public bool Wait { get; init; } = true;

    /// <summary>The longest that the services may take to become ready. Null is without a limit.</summary>
    public TimeSpan? WaitTimeout { get; init; }

    /// <summary>How long a container without a health check has to run before it counts as ready: one that exits at once never does.</summary>
    public TimeSpan WaitStable { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Build the images of services with a build section, even when they exist.</summary>
    public bool Build { get; init; }

    /// <summary>Recreate all containers, even those that are as declared.</summary>
    public bool Recreate { get; init; }

    /// <summary>Remove the containers of services that the files no longer declare.</summary>
    public bool RemoveOrphans { get; init; }

    /// <summary>Every image must be in ncompose.lock.</summary>
    public bool Frozen { get; init; }

    /// <summary>A volume whose declaration has changed is recreated, and its data is lost. Without this it stays as it is.</summary>
    public bool RecreateVolumes { get; init; }

    /// <summary>The number of containers of services, in place of what the files say.</summary>
    public IReadOnlyDictionary<string, int> Scale { get; init; } = new Dictionary<string, int>();
}
