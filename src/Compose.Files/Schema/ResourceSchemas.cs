using static Compose.Files.Schema.CommonSchemas;

namespace Compose.Files.Schema;

/// <summary>Rows of includes and of the project's networks, volumes, secrets, configs and models.</summary>
internal static class ResourceSchemas
{
    public static readonly ValueSchema Include = Struct(
        new("path", TextOrTexts with { Path = PathRule.File }, "The file to include; of a list, the later ones override the first."),
        new("project_directory", AnyText with { Path = PathRule.File },
            "Where relative paths of the included files start; by default the directory of the first."),
        new("env_file", TextOrTexts with { Path = PathRule.File },
            "Files of variables for the included files, instead of their own .env.")) with
    {
        Definition = "include",
        Types = ValueTypes.String | ValueTypes.Object,
        Expected = ValueTypes.String,
        Extensions = false,
        Open = true,
    };

    private static readonly ValueSchema External = new()
    {
        Types = ValueTypes.Boolean | ValueTypes.String | ValueTypes.Object,
        Fields = [new("name", AnyText, "The name of the existing resource.") { Deprecated = "set name next to external: true" }],
        Extensions = true,
        Cast = Cast.Boolean,
        Kind = ValueKind.Boolean,
    };

    private static readonly ValueSchema Pool = Struct(
        new("subnet", AnyText, "The address range of the network, in CIDR notation."),
        new("gateway", AnyText, "The address of the router."),
        new("ip_range", AnyText, "The part of the subnet that containers get addresses from."),
        new("aux_addresses",
            new ValueSchema { Types = ValueTypes.Object, Entries = AnyText, Names = NameRule.NotBlank, Kind = ValueKind.KeyValues },
            "Addresses in the subnet that are taken by others, by host name.")) with
    { DropsExtensions = true };

    private static readonly ValueSchema Ipam = Struct(
        new("driver", AnyText, "The address management driver."),
        new("config", ListOf(Pool) with { Merge = MergeRule.Pools }, "The address pools."),
        new("options", new ValueSchema
        {
            Types = ValueTypes.Object,
            Entries = AnyText,
            Names = NameRule.NotBlank,
            Kind = ValueKind.Options
        }, "Options for the address management driver.")
        { SinceV5 = true });

    public static readonly ValueSchema Network = Struct(
        new("name", AnyText, "The name on the engine; by default the project's name and the key."),
        new("driver", AnyText, "The network driver; the engine's default is bridge."),
        new("driver_opts", DriverOptions, "Options for the driver."),
        new("ipam", Ipam, "How addresses are given out.") { Printed = Printed.AlwaysInJson },
        new("external", External, "The network exists already and is neither created nor removed."),
        new("internal", CastFlag, "No way out of the network."),
        new("attachable", CastFlag, "Containers that are not of a swarm service may join."),
        new("labels", MergedKeyValues, "Labels on the network."),
        new("enable_ipv4", CastFlag, "Whether the network has IPv4 addresses.") { Printed = Printed.WhenPresent, Since = new(1, 48) },
        new("enable_ipv6", CastFlag, "Whether the network has IPv6 addresses.") { Printed = Printed.WhenPresent }) with
    {
        Definition = "network",
        Types = ValueTypes.Object | ValueTypes.Null,
        Expand = ShortForms.ExternalName.Expand,
    };

    public static readonly ValueSchema Volume = Struct(
        new("name", AnyText, "The name on the engine; by default the project's name and the key."),
        new("driver", AnyText, "The volume driver; the engine's default is local."),
        new("driver_opts", DriverOptions, "Options for the driver."),
        new("external", External, "The volume exists already and is neither created nor removed."),
        new("labels", MergedKeyValues, "Labels on the volume.")) with
    {
        Definition = "volume",
        Types = ValueTypes.Object | ValueTypes.Null,
        Expand = ShortForms.ExternalName.Expand,
        Path = PathRule.Volume,
    };

    private static readonly ValueSchema ExternalFile = External with { Open = true };
    private static readonly ValueSchema FileLabels = KeyValues with { Merge = MergeRule.KeyValueMapping };

    public static readonly ValueSchema Secret = Struct(
        new("name", AnyText, "The name on the platform, where secrets have one.") { NoEffectOnEngine = true },
        new("file", AnyText with { Path = PathRule.AnySystem }, "The file that holds the secret."),
        new("environment", AnyText, "The variable that holds the secret."),
        new("external", ExternalFile, "The secret exists already on the platform."),
        new("labels", FileLabels, "Labels on the secret.") { NoEffectOnEngine = true },
        new("driver", AnyText, "The driver that keeps the secret."),
        new("driver_opts", DriverOptions, "Options for the driver.") { NoEffectOnEngine = true },
        new("template_driver", AnyText, "The driver that fills in the secret as a template.")) with
    {
        Definition = "secret",
        Help = TypeHelp.Secret,
        Expand = ShortForms.ExternalName.Expand,
    };

    public static readonly ValueSchema Config = Struct(
        new("name", AnyText, "The name on the platform, where configs have one.") { NoEffectOnEngine = true },
        new("file", AnyText with { Path = PathRule.AnySystem }, "The file with the content."),
        new("environment", AnyText, "The variable with the content."),
        new("content", AnyText, "The content itself."),
        new("external", ExternalFile, "The config exists already on the platform."),
        new("labels", FileLabels, "Labels on the config.") { NoEffectOnEngine = true },
        new("template_driver", AnyText, "The driver that fills in the config as a template.")) with
    {
        Definition = "config",
        Help = TypeHelp.Config,
        Expand = ShortForms.ExternalName.Expand,
    };

    public static readonly ValueSchema Model = Struct(
        new("name", AnyText, "The name of the model.") { NoEffectOnEngine = true },
        new("model", AnyText, "The model to run, as an image reference.") { Required = true },
        new("context_size", new ValueSchema { Types = ValueTypes.Integer, Kind = ValueKind.Int },
            "The largest number of tokens in its context."),
        new("runtime_flags", Texts, "Flags for the inference engine.")) with
    {
        Definition = "model",
    };
}
