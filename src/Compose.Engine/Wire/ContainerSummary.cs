namespace Compose.Engine.Wire;

/// <summary>A container as a list shows it.</summary>
public sealed record ContainerSummary
{
    public string Id { get; private set; } = "";

    /// <summary>With a leading slash, as the engine keeps them.</summary>
    public IReadOnlyList<string> Names { get; private set; } = [];

    /// <summary>The image as it was named at create, or its id when the name has moved on.</summary>
    public string Image { get; private set; } = "";

    public string ImageID { get; private set; } = "";
    public string Command { get; private set; } = "";

    /// <summary>Seconds since 1970.</summary>
    public long Created { get; private set; }

    public IReadOnlyList<PortSummary> Ports { get; private set; } = [];
    public IReadOnlyDictionary<string, string> Labels { get; private set; } = Nothing.Strings;

    /// <summary>Empty before <see cref="ApiVersions.AnnotationsInList"/>.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; private set; } = Nothing.Strings;

    /// <summary>created, running, paused, restarting, removing, exited or dead.</summary>
    public string State { get; private set; } = "";

    /// <summary>For people: <c>Up 3 seconds (healthy)</c>.</summary>
    public string Status { get; private set; } = "";

    /// <summary>The networks that it is in, and their ids.</summary>
    public IReadOnlyDictionary<string, string> Networks { get; private set; } = Nothing.Strings;

    public IReadOnlyList<MountPoint> Mounts { get; private set; } = [];

    /// <summary>Which of an image's platforms it runs; engines with an image store of several platforms tell.</summary>
    public ImagePlatform? Platform { get; private set; }

    /// <summary>healthy, unhealthy, starting or none; empty before <see cref="ApiVersions.HealthInList"/>.</summary>
    public string Health { get; private set; } = "";

    internal static ContainerSummary Read(ref WireCursor at) => at.Object(new ContainerSummary(), static (into, field, ref at) => into.Read(field, ref at));

    // In place, not by copies: there may be hundreds of these.
    private ContainerSummary Read(string field, ref WireCursor at)
    {
        switch (field)
        {
            case "Id": Id = at.Text(); break;
            case "Names": Names = at.Texts(); break;
            case "Image": Image = at.Text(); break;
            case "ImageID": ImageID = at.Text(); break;
            case "Command": Command = at.Text(); break;
            case "Created": Created = at.Number(); break;
            case "Ports": Ports = at.List(PortSummary.Read); break;
            case "Labels": Labels = at.TextMap(); break;
            case "State": State = at.Text(); break;
            case "Status": Status = at.Text(); break;
            case "NetworkSettings": Networks = at.Of("Networks", static (ref at) => at.Map(static (ref at) => at.TextOf("NetworkID"))) ?? Nothing.Strings; break;
            case "HostConfig": Annotations = at.Of("Annotations", static (ref at) => at.TextMap()) ?? Nothing.Strings; break;
            case "Mounts": Mounts = at.List(MountPoint.Read); break;
            case "ImageManifestDescriptor": Platform = at.Of("platform", static (ref at) => at.Optional(ImagePlatform.Read)); break;
            case "Health": Health = at.TextOf("Status"); break;
            default: at.Skip(); break;
        }

        return this;
    }
}
