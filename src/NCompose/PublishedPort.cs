namespace NCompose;

/// <summary>A port of a container and where it is published.</summary>
/// <param name="ContainerPort">The port inside of the container.</param>
/// <param name="Protocol"><c>tcp</c> or <c>udp</c>.</param>
/// <param name="Address">The address of the engine's machine; empty when it is not published.</param>
/// <param name="Port">The published port; 0 when it is not published.</param>
public sealed record PublishedPort(int ContainerPort, string Protocol, string Address, int Port);
