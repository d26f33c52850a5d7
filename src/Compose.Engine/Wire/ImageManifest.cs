namespace Compose.Engine.Wire;

/// <summary>One platform, attestation or unknown content of a multi-platform image.</summary>
public sealed record ImageManifest
{
    public string ID { get; init; } = "";
    public ImageManifestDescriptor? Descriptor { get; init; }
    public bool Available { get; init; }

    /// <summary>image, attestation or unknown.</summary>
    public string Kind { get; init; } = "";

    internal static ImageManifest Read(ref WireCursor at) => at.Object(new ImageManifest(), static (into, field, ref at) => field switch
    {
        "ID" => into with { ID = at.Text() },
        "Descriptor" => into with { Descriptor = at.Optional(ImageManifestDescriptor.Read) },
        "Available" => into with { Available = at.Flag() },
        "Kind" => into with { Kind = at.Text() },
        _ => at.Skip(into),
    });
}
