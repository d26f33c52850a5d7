using Compose.Files.ShortForms;
using static Compose.Files.Schema.CommonSchemas;

namespace Compose.Files.Schema;

/// <summary>Rows of `build`.</summary>
internal static class BuildSchema
{
    private static readonly ValueSchema Attestation = new()
    {
        Types = ValueTypes.String | ValueTypes.Boolean,
        Expand = ShortForms.Stringify.Expand,
        Kind = ValueKind.String,
    };

    private static readonly ValueSchema Ssh = KeyValues with
    {
        Merge = MergeRule.KeyValueMapping,
        Expand = ShortForms.ShortSsh.Expand,
        Path = PathRule.AnySystem,
        Kind = ValueKind.Ssh,
    };

    private static readonly NameReference OfService = new(NamedKind.Service, ReferenceForm.AfterService);

    private static readonly ValueSchema AdditionalContexts = KeyValues with
    {
        Entries = Scalar with { Refers = OfService },
        Items = KeyValues.Items! with { Refers = OfService },
        Merge = MergeRule.ToList,
        Key = ItemKeys.BeforeEquals,
        Expand = ShortForms.KeyValueList.Expand,
        Path = PathRule.Context,
    };

    public static readonly ValueSchema Build = Struct(
        new("context", AnyText with { Path = PathRule.Context }, "The directory or URL with the files to build from."),
        new("dockerfile", AnyText, "The Dockerfile, relative to the context."),
        new("dockerfile_inline", AnyText, "The text of the Dockerfile, instead of a file."),
        new("entitlements", Texts, "Privileges that the build is granted, such as network.host."),
        new("args", MergedKeyValues with { Kind = ValueKind.KeyOptionalValues },
            "Build arguments; without a value they are taken from the environment."),
        new("provenance", Attestation, "Adds a provenance attestation: true, false or its settings."),
        new("sbom", Attestation, "Adds a software bill of materials: true, false or its settings."),
        new("ssh", Ssh, "SSH agents and keys for the build: `default`, or id=path."),
        new("labels", MergedKeyValues, "Labels on the image."),
        new("cache_from", Texts, "Where the builder looks for cached layers."),
        new("cache_to", Texts, "Where the builder stores cached layers."),
        new("no_cache", Flag, "Builds without the cache."),
        new("no_cache_filter", TextOrTexts, "The stages that are built without the cache.") { SinceV5 = true },
        new("additional_contexts", AdditionalContexts, "Further contexts by name: directories, URLs, images or services."),
        new("pull", Flag, "Pulls the base images even where they are there."),
        new("extra_hosts", ExtraHosts, "Host names and addresses that the build knows."),
        new("isolation", AnyText, "The isolation technology of the build, on Windows."),
        new("network", AnyText, "The network of the build: default, none, host or a network's name."),
        new("target", AnyText, "The stage to build."),
        new("secrets", ServiceParts.SecretReferences with { Key = null }, "Secrets that the build may read."),
        new("shm_size", Whole(ValueKind.Bytes), "The size of /dev/shm during the build."),
        new("tags", Texts with { Key = ItemKeys.BeforeEquals }, "Further names of the image."),
        new("ulimits", Ulimits, "Kernel limits of the build."),
        new("platforms", Texts, "The platforms to build for."),
        new("privileged", Flag, "Builds with extended privileges.")) with
    {
        Definition = "build",
        Types = ValueTypes.String | ValueTypes.Object,
        Expected = ValueTypes.String,
        Merge = MergeRule.Build,
        Expand = ShortForms.ShortBuild.Expand,
    };
}
