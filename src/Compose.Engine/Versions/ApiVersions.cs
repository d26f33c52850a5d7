using System.Collections.Immutable;

namespace Compose.Engine.Versions;

/// <summary>
/// Every place where what we may send depends on the engine's version. The version that counts is the negotiated one:
/// the engine checks what it gets against the version in the path, not against its own newest.
/// </summary>
public static class ApiVersions
{
    /// <summary>The first Docker Engine with each version of the API.</summary>
    private static readonly ImmutableArray<(ApiVersion Version, string Engine)> Releases =
    [
        (new(1, 41), "20.10"), (new(1, 42), "23.0"), (new(1, 43), "24.0"), (new(1, 44), "25.0"), (new(1, 45), "26.0"), (new(1, 46), "27.0"),
        (new(1, 48), "28.0"), (new(1, 49), "28.1"), (new(1, 52), "29.0"),
    ];

    /// <summary>Older engines are refused.</summary>
    public static ApiGate Oldest { get; } = Of(new(1, 41));

    /// <summary>The newest version this client was written for; a newer engine is spoken to in this one.</summary>
    public static ApiVersion Newest { get; } = new(1, 52);

    /// <summary>A stop or restart may name its signal.</summary>
    public static ApiGate StopSignal { get; } = Of(new(1, 42));

    /// <summary>Streams of output say in their content type whether they are framed.</summary>
    public static ApiGate OutputContentType { get; } = Of(new(1, 42));

    /// <summary>An exec may be born with a console size.</summary>
    public static ApiGate ConsoleSize { get; } = Of(new(1, 42));

    /// <summary><c>bind.create_host_path</c> in a mount.</summary>
    public static ApiGate CreateMountpoint { get; } = Of(new(1, 42));

    /// <summary>That a container has started is dated before its process runs; before, a quick program may have printed by then.</summary>
    public static ApiGate ExactStart { get; } = Of(new(1, 44));

    /// <summary>More than one network in a create call; before, the others are connected afterwards.</summary>
    public static ApiGate SeveralEndpointsAtCreate { get; } = Of(new(1, 44));

    /// <summary>A hardware address per network; before, one for the container.</summary>
    public static ApiGate EndpointMacAddress { get; } = Of(new(1, 44));

    /// <summary>Devices by the name that their vendor gave them.</summary>
    public static ApiGate CdiDevices { get; } = Of(new(1, 44));

    /// <summary>A list of containers shows their annotations.</summary>
    public static ApiGate AnnotationsInList { get; } = Of(new(1, 46));

    /// <summary><c>enable_ipv4</c> of a network.</summary>
    public static ApiGate EnableIPv4 { get; } = Of(new(1, 48));

    /// <summary>The platforms of an image in its inspect.</summary>
    public static ApiGate ImageManifests { get; } = Of(new(1, 48));

    /// <summary>Inspecting one platform of an image.</summary>
    public static ApiGate ImageInspectPlatform { get; } = Of(new(1, 49));

    public static ApiGate Of(ApiVersion since) => new(since, Releases.First(release => release.Version >= since).Engine);
}
