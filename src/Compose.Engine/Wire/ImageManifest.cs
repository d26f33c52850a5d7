namespace Compose.Engine.Wire;

/// <summary>One platform, attestation or unknown content of a multi-platform image.</summary>
public sealed record ImageManifest
{
    public string ID { get => field ?? ""; init; }
    public ImageManifestDescriptor? Descriptor { get; init; }
    public bool Available { get; init; }

    /// <summary>image, attestation or unknown.</summary>
    public string Kind { get => field ?? ""; init; }
}
