namespace NCompose;

/// <summary>A container of a project.</summary>
/// <param name="Id">The id on the engine.</param>
/// <param name="Name">The name on the engine.</param>
/// <param name="Service">The service that it belongs to.</param>
/// <param name="Number">Its number in the service, from 1.</param>
/// <param name="Image">The image that it runs.</param>
/// <param name="State">Its state.</param>
/// <param name="Health">What its health check says.</param>
/// <param name="ExitCode">The exit code, once it has ended.</param>
/// <param name="Status">The state in the words of the engine.</param>
/// <param name="Ports">Its ports.</param>
public sealed record ComposeContainer(
    string Id, string Name, string Service, int Number, string Image, ContainerState State, ContainerHealth Health, int ExitCode,
    string Status, IReadOnlyList<PublishedPort> Ports);
