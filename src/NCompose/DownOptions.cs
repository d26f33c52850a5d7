namespace NCompose;

/// <summary>What is removed with the containers and networks of a project.</summary>
public sealed record DownOptions
{
    /// <summary>Also the volumes of the project, with their data.</summary>
    public bool Volumes { get; init; }

    /// <summary>Also the images that were built for the project and have no name of their own.</summary>
    public bool BuiltImages { get; init; }

    /// <summary>Also the containers of services that the files do not declare.</summary>
    public bool RemoveOrphans { get; init; }

    /// <summary>How long containers may take to stop. Null is what the files say.</summary>
    public TimeSpan? StopTimeout { get; init; }
}
