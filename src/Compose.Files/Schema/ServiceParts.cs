using Compose.Files.ShortForms;
using static Compose.Files.Schema.CommonSchemas;

namespace Compose.Files.Schema;

/// <summary>Rows of the mappings inside a service.</summary>
internal static class ServiceParts
{
    private static ValueSchema FileReference(NamedKind kind) => Struct(
        new("source", Naming(kind), "The name at the top level."),
        new("target", AnyText, "The file in the container."),
        new("uid", AnyText, "The owner of the file."),
        new("gid", AnyText, "The group of the file."),
        new("mode", Number(ValueKind.FileMode), "The permissions of the file, in octal.") { Printed = Printed.WhenPresent }) with
    {
        Types = ValueTypes.String | ValueTypes.Object,
        Expected = ValueTypes.String,
        Expand = ShortForms.ShortFileReference.Expand,
        Refers = new NameReference(kind),
    };

    public static readonly ValueSchema SecretReferences = FileReferences(NamedKind.Secret);
    public static readonly ValueSchema ConfigReferences = FileReferences(NamedKind.Config);

    public static readonly ValueSchema CredentialSpec = Struct(
        new("config", Naming(NamedKind.Config), "The config with the credential spec."),
        new("file", AnyText, "The file with the credential spec."),
        new("registry", AnyText, "The place of the credential spec in the Windows registry."));

    private static readonly ValueSchema Dependency = Struct(
        new("condition", Choice("service_started", "service_healthy", "service_completed_successfully") with { Help = TypeHelp.Condition },
            "What to wait for.")
        { Required = true },
        new("restart", CastFlag, "Restarts this service after the other one was restarted.") { Swarm = SwarmUse.Ignored },
        new("required", new ValueSchema { Types = ValueTypes.Boolean, Cast = Cast.Boolean, Kind = ValueKind.Boolean },
            "Whether the project is wrong without the other service.")
        { Printed = Printed.Always }) with
    { Help = TypeHelp.Dependency };

    public static readonly ValueSchema DependsOn = new()
    {
        Types = ValueTypes.Array | ValueTypes.Object,
        Expected = ValueTypes.Array,
        Items = Naming(NamedKind.Service),
        KeysRefer = new NameReference(NamedKind.Service),
        UniqueItems = true,
        Entries = Dependency,
        Names = NameRule.Resource,
        Merge = MergeRule.Dependencies,
        Expand = ShortForms.ShortDependencies.Expand,
        Kind = ValueKind.Map,
    };

    private static readonly ValueSchema Device = Struct(
        new("source", AnyText, "The device on the host.") { Required = true },
        new("target", AnyText, "The device in the container."),
        new("permissions", AnyText, "What the container may do with it: r, w and m.")) with
    {
        Types = ValueTypes.String | ValueTypes.Object,
        Expected = ValueTypes.String,
        Expand = ShortForms.ShortDevice.Expand,
    };

    public static readonly ValueSchema Devices = ListOf(Device) with { Key = ShortForms.ShortDevice.Key };

    public static readonly ValueSchema EnvironmentFile = Struct(
        new("path", AnyText with { Path = PathRule.File }, "The file.") { Required = true },
        new("required", new ValueSchema { Types = ValueTypes.Boolean | ValueTypes.String, Kind = ValueKind.OptOut },
            "Whether the file must exist.")
        { Printed = Printed.UnlessTrue },
        new("format", Words("raw"), "raw takes every line as it stands.")) with
    {
        Types = ValueTypes.String | ValueTypes.Object,
        Expected = ValueTypes.String,
        Extensions = false,
    };

    public static readonly ValueSchema EnvironmentFiles = new()
    {
        Definition = "env_file",
        Types = ValueTypes.String | ValueTypes.Array,
        Expected = ValueTypes.String,
        Items = EnvironmentFile,
        Merge = MergeRule.ToList,
        Key = ItemKeys.EnvironmentFile,
        MissingKeyMessage = "environment path attribute {0} is missing",
        Expand = ShortForms.ShortEnvironmentFile.Expand,
        Kind = ValueKind.List,
    };

    public static readonly ValueSchema LabelFiles = new()
    {
        Definition = "label_file",
        Types = ValueTypes.String | ValueTypes.Array,
        Expected = ValueTypes.String,
        Items = AnyText with { Path = PathRule.File },
        Merge = MergeRule.ToList,
        Expand = ShortForms.SingleItem.Expand,
        Kind = ValueKind.StringList,
    };

    public static readonly ValueSchema Extends = Struct(
        new("file", AnyText with { Path = PathRule.Extends }, "The file with the other service; by default this one."),
        new("service", Naming(NamedKind.Service, ReferenceForm.Extended), "The service to start from.")) with
    {
        Refers = new NameReference(NamedKind.Service, ReferenceForm.Extended),
        Types = ValueTypes.String | ValueTypes.Object,
        Expected = ValueTypes.String,
        Extensions = false,
        Open = true,
    };

    private static readonly ValueSchema ProviderOption = new()
    {
        Types = ValueTypes.String | ValueTypes.Number | ValueTypes.Boolean | ValueTypes.Array,
        Expected = ValueTypes.String | ValueTypes.Number | ValueTypes.Boolean,
        Items = new ValueSchema { Types = ValueTypes.String | ValueTypes.Number | ValueTypes.Boolean, Kind = ValueKind.String },
        Kind = ValueKind.StringList,
    };

    public static readonly ValueSchema Provider = Struct(
        new("type", AnyText, "The program that provides the service.") { Required = true },
        new("options", new ValueSchema
        {
            Types = ValueTypes.Object,
            Entries = ProviderOption,
            Names = NameRule.NotBlank,
            Open = true,
            Kind = ValueKind.MultiOptions
        }, "Options for the program."));

    private static readonly ValueSchema Gpu = DeploySchema.DeviceRequest with
    {
        // The specification forgot to close this one and to ask for capabilities.
        Open = true,
        Fields = [.. DeploySchema.DeviceRequest.Fields.Select(field => field with { Required = false })],
    };

    public static readonly ValueSchema Gpus = new()
    {
        Definition = "gpus",
        Types = ValueTypes.String | ValueTypes.Array,
        Expected = ValueTypes.String,
        Choices = ["all"],
        Items = Gpu,
        Merge = MergeRule.Devices,
        Expand = ShortForms.ShortGpus.Expand,
        Kind = ValueKind.List,
    };

    public static readonly ValueSchema HealthCheck = Struct(
        new("test", Texts with
        {
            Types = ValueTypes.String | ValueTypes.Array,
            Expected = ValueTypes.String,
            Merge = MergeRule.Replace,
            Kind = ValueKind.HealthTest
        }, "The command that says whether the container is well."),
        new("timeout", Duration, "How long one run may take.") { Printed = Printed.WhenPresent },
        new("interval", Duration, "The time between two runs.") { Printed = Printed.WhenPresent },
        new("retries", Number(ValueKind.UInt64, Cast.Int), "How many failures in a row mean unhealthy.") { Printed = Printed.WhenPresent },
        new("start_period", Duration, "How long failures do not count after the start.") { Printed = Printed.WhenPresent },
        new("start_interval", Duration, "The time between two runs in the start period.")
        {
            Printed = Printed.WhenPresent,
            Since = new(1, 44)
        },
        new("disable", CastFlag, "Switches off the image's health check.")) with
    {
        Definition = "healthcheck",
    };

    public static readonly ValueSchema Logging = Struct(
        new("driver", AnyText, "The logging driver."),
        new("options", DriverOptions with
        {
            Entries = new ValueSchema
            {
                Types = ValueTypes.String | ValueTypes.Number | ValueTypes.Null,
                Kind = ValueKind.String
            }
        }, "Options for the driver.")) with
    {
        Merge = MergeRule.Logging,
    };

    private static readonly ValueSchema Model = Struct(
        new("endpoint_var", AnyText, "The variable with the address of the model."),
        new("model_var", AnyText, "The variable with the name of the model.")) with
    {
        Types = ValueTypes.Object | ValueTypes.Null,
        Expected = ValueTypes.Object,
    };

    public static readonly ValueSchema Models = Attached(Model, NamedKind.Model) with { Open = true };

    private static readonly ValueSchema Network = Struct(
        new("aliases", UniqueTexts with { Key = ItemKeys.BeforeEquals },
            "Further names of the service on this network.")
        { Unordered = true },
        new("driver_opts", DriverOptions, "Options for the driver of the network."),
        new("gw_priority", new ValueSchema { Types = ValueTypes.Number, Kind = ValueKind.Int },
            "The network with the highest is the way out.")
        { Swarm = SwarmUse.Ignored, Since = new(1, 48) },
        new("interface_name", AnyText, "The name of the interface in the container.") { Swarm = SwarmUse.Ignored, Since = new(1, 49) },
        new("ipv4_address", AnyText, "A fixed IPv4 address.") { Swarm = SwarmUse.Refused },
        new("ipv6_address", AnyText, "A fixed IPv6 address.") { Swarm = SwarmUse.Refused },
        new("link_local_ips", UniqueTexts with { Key = ItemKeys.BeforeEquals }, "Further addresses that are valid on the link only.")
        { Swarm = SwarmUse.Refused },
        new("mac_address", AnyText, "The MAC address on this network.") { Swarm = SwarmUse.Refused, Since = new(1, 44) },
        new("priority", new ValueSchema { Types = ValueTypes.Number, Kind = ValueKind.Int },
            "The container is attached to the network with the highest first.")
        { Swarm = SwarmUse.Ignored }) with
    {
        Types = ValueTypes.Object | ValueTypes.Null,
        Expected = ValueTypes.Object,
    };

    public static readonly ValueSchema Networks = Attached(Network, NamedKind.Network);

    private static ValueSchema Attached(ValueSchema entry, NamedKind kind) => new()
    {
        Types = ValueTypes.Array | ValueTypes.Object,
        Expected = ValueTypes.Array,
        Items = Naming(kind),
        KeysRefer = new NameReference(kind),
        UniqueItems = true,
        Entries = entry,
        Names = NameRule.Resource,
        Merge = MergeRule.Names,
        Expand = ShortForms.NameList.Expand,
        Kind = ValueKind.Map,
    };

    private static readonly ValueSchema Port = Struct(
        new("name", AnyText, "What people call this port.") { Swarm = SwarmUse.Ignored, NoEffectOnEngine = true },
        new("mode", Words("host", "ingress"), "host or ingress; of no effect on one engine.")
        { NoEffectOnEngine = true, EngineWords = ["host", "ingress"] },
        new("host_ip", AnyText, "The address of the host that it is published on.") { Swarm = SwarmUse.Refused },
        new("target", Whole(ValueKind.UInt32, Cast.Int), "The port in the container."),
        new("published", Whole(ValueKind.String), "The port on the host, or a range to choose from."),
        new("protocol", Words("tcp", "udp"), "tcp or udp."),
        new("app_protocol", AnyText, "What is spoken on it, such as http.")
        { Swarm = SwarmUse.Ignored, NoEffectOnEngine = true }) with
    {
        Types = ValueTypes.Number | ValueTypes.String | ValueTypes.Object,
        Expected = ValueTypes.Number,
    };

    public static readonly ValueSchema Ports = ListOf(Port) with
    {
        UniqueItems = true,
        Key = ItemKeys.Port,
        MissingKeyMessage = "service ports {0} is missing a target port",
        Expand = ShortForms.ShortPort.Expand,
    };

    private static readonly ValueSchema WeightDevice = BlkioEntry(new Field("weight", Whole(ValueKind.UInt16, Cast.Int),
        "Its weight, from 10 to 1000.")
    { JsonName = "Weight", Printed = Printed.Always });

    private static readonly ValueSchema ThrottledDevice = BlkioEntry(new Field("rate", Whole(ValueKind.Bytes),
        "The most in a second.")
    { JsonName = "Rate", Printed = Printed.Always });

    public static readonly ValueSchema BlkioConfig = Struct(
        new("weight", Whole(ValueKind.UInt16, Cast.Int), "The service's share of block I/O, from 10 to 1000."),
        new("weight_device", ListOf(WeightDevice), "The shares on single devices."),
        new("device_read_bps", ListOf(ThrottledDevice), "Bytes that may be read in a second."),
        new("device_read_iops", ListOf(ThrottledDevice), "Reads in a second."),
        new("device_write_bps", ListOf(ThrottledDevice), "Bytes that may be written in a second."),
        new("device_write_iops", ListOf(ThrottledDevice), "Writes in a second.")) with
    {
        Extensions = false,
    };

    private static ValueSchema FileReferences(NamedKind kind) =>
        ListOf(FileReference(kind)) with { Definition = "service_config_or_secret" };

    private static ValueSchema BlkioEntry(Field value) => Struct(
        new("path", AnyText, "The device.") { JsonName = "Path", Printed = Printed.Always },
        value) with
    {
        Extensions = false,
    };
}
