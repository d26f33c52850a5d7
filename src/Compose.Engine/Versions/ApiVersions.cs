namespace Compose.Engine.Versions;

/// <summary>
/// Every place where what we may send depends on the engine's version. The version that counts is the negotiated one:
/// the engine checks what it gets against the version in the path, not against its own newest.
/// </summary>
public static class ApiVersions
{
    /// <summary>Older engines are refused.</summary>
    public static ApiGate Oldest { get; } = new(new(1, 41), "20.10");

    /// <summary>The newest version this client was written for; a newer engine is spoken to in this one.</summary>
    public static ApiVersion Newest { get; } = new(1, 52);

    /// <summary>A stop or restart may name its signal.</summary>
    public static ApiGate StopSignal { get; } = new(new(1, 42), "23.0");

    /// <summary>Streams of output say in their content type whether they are framed.</summary>
    public static ApiGate OutputContentType { get; } = new(new(1, 42), "23.0");

    /// <summary>An exec may be born with a console size.</summary>
    public static ApiGate ConsoleSize { get; } = new(new(1, 42), "23.0");

    /// <summary><c>bind.create_host_path</c> in a mount.</summary>
    public static ApiGate CreateMountpoint { get; } = new(new(1, 42), "23.0");

    public static ApiGate Annotations { get; } = new(new(1, 43), "24.0");

    /// <summary>That a container has started is dated before its process runs; before, a quick program may have printed by then.</summary>
    public static ApiGate ExactStart { get; } = new(new(1, 44), "25.0");

    /// <summary>More than one network in a create call; before, the others are connected afterwards.</summary>
    public static ApiGate SeveralEndpointsAtCreate { get; } = new(new(1, 44), "25.0");

    /// <summary>A hardware address per network; before, one for the container.</summary>
    public static ApiGate EndpointMacAddress { get; } = new(new(1, 44), "25.0");

    /// <summary><c>healthcheck.start_interval</c>.</summary>
    public static ApiGate HealthStartInterval { get; } = new(new(1, 44), "25.0");

    /// <summary><c>bind.recursive</c>: writable and readonly.</summary>
    public static ApiGate ReadOnlyRecursion { get; } = new(new(1, 44), "25.0");

    /// <summary>Devices by the name that their vendor gave them.</summary>
    public static ApiGate CdiDevices { get; } = new(new(1, 44), "25.0");

    /// <summary><c>volume.subpath</c>.</summary>
    public static ApiGate VolumeSubpath { get; } = new(new(1, 45), "26.0");

    /// <summary>Free options of a tmpfs mount.</summary>
    public static ApiGate TmpfsOptions { get; } = new(new(1, 46), "27.0");

    /// <summary>A list of containers shows their annotations.</summary>
    public static ApiGate AnnotationsInList { get; } = new(new(1, 46), "27.0");

    /// <summary><c>type: image</c> in a mount.</summary>
    public static ApiGate ImageMounts { get; } = new(new(1, 48), "28.0");

    /// <summary><c>networks.x.gw_priority</c>.</summary>
    public static ApiGate GatewayPriority { get; } = new(new(1, 48), "28.0");

    /// <summary><c>enable_ipv4</c> of a network.</summary>
    public static ApiGate EnableIPv4 { get; } = new(new(1, 48), "28.0");

    /// <summary>The platforms of an image in its inspect.</summary>
    public static ApiGate ImageManifests { get; } = new(new(1, 48), "28.0");

    /// <summary><c>networks.x.interface_name</c>.</summary>
    public static ApiGate InterfaceName { get; } = new(new(1, 49), "28.1");

    /// <summary>Inspecting one platform of an image.</summary>
    public static ApiGate ImageInspectPlatform { get; } = new(new(1, 49), "28.1");

    /// <summary>A list of containers tells their health, so that no inspect is needed.</summary>
    public static ApiGate HealthInList { get; } = new(new(1, 52), "29.0");
}
