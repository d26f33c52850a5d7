namespace Compose.Execution.Stacks;

/// <summary>How a plan for a swarm is carried out.</summary>
public sealed record StackOptions
{
    /// <summary>The usual options, with another patience where one is given.</summary>
    public static StackOptions With(TimeSpan? patience) => patience is { } time ? new StackOptions { Patience = time } : new StackOptions();

    /// <summary>A wait gives up when nothing of the stack has changed for so long.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The swarm gets the caller's credentials for the registries of the images, and gives them to its nodes.</summary>
    public bool SendsCredentials { get; init; } = true;
}
