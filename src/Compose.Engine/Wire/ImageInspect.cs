namespace Compose.Engine.Wire;

public sealed record ImageInspect
{
    public string Id { get; init; } = "";
    public IReadOnlyList<string> RepoTags { get; init; } = [];
    public IReadOnlyList<string> RepoDigests { get; init; } = [];
    public string? Created { get; init; }
    public long Size { get; init; }
    public string Os { get; init; } = "";
    public string Architecture { get; init; } = "";
    public string? Variant { get; init; }
    public ImageConfig? Config { get; init; }

    /// <summary>When the image last got a tag here, which is when it was pulled or built.</summary>
    public string LastTagTime { get; init; } = "";

    /// <summary>Given when asked for, from <see cref="ApiVersions.ImageManifests"/> on.</summary>
    public IReadOnlyList<ImageManifest> Manifests { get; init; } = [];

    internal static ImageInspect Read(ref WireCursor at) => at.Object(new ImageInspect(), static (into, field, ref at) => field switch
    {
        "Id" => into with { Id = at.Text() },
        "RepoTags" => into with { RepoTags = at.Texts() },
        "RepoDigests" => into with { RepoDigests = at.Texts() },
        "Created" => into with { Created = at.TextOrNull() },
        "Size" => into with { Size = at.Number() },
        "Os" => into with { Os = at.Text() },
        "Architecture" => into with { Architecture = at.Text() },
        "Variant" => into with { Variant = at.TextOrNull() },
        "Config" => into with { Config = at.Optional(ImageConfig.Read) },
        "Metadata" => into with { LastTagTime = at.TextOf("LastTagTime") },
        "Manifests" => into with { Manifests = at.List(ImageManifest.Read) },
        _ => at.Skip(into),
    });
}
