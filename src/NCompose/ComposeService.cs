namespace NCompose;

/// <summary>A service as the files declare it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Image">The image that it runs, or null when only a build section is there.</param>
/// <param name="IsBuilt">It has a build section.</param>
/// <param name="Replicas">The number of containers.</param>
/// <param name="Ports">The ports inside of the container that are published.</param>
/// <param name="DependsOn">The services that it depends on.</param>
public sealed record ComposeService(
    string Name, string? Image, bool IsBuilt, int Replicas, IReadOnlyList<int> Ports, IReadOnlyList<string> DependsOn);
