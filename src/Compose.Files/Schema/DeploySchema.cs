using System.Collections.Immutable;
using static Compose.Files.Schema.CommonSchemas;

namespace Compose.Files.Schema;

/// <summary>Rows of `deploy`.</summary>
internal static class DeploySchema
{
    private static ValueSchema UpdateConfig(params ImmutableArray<string> failureActions) => Struct(
        new("parallelism", Whole(ValueKind.UInt64, Cast.Int),
            "How many containers are replaced at a time; 0 is all.")
        { Printed = Printed.WhenPresent },
        new("delay", Duration, "How long to wait between two groups."),
        new("failure_action", Words(failureActions), "What to do when an update fails: continue, pause or rollback."),
        new("monitor", Duration, "How long a new container is watched for failure."),
        new("max_failure_ratio", Number(ValueKind.Float32, Cast.Float), "The share of failures that is tolerated."),
        new("order", Choice("start-first", "stop-first"), "Whether the new container starts before the old one stops."));

    public static readonly ValueSchema DeviceRequest = Struct(
        new("capabilities", UniqueTexts, "What the device must be able to do, such as gpu.") { Required = true },
        new("driver", AnyText, "The driver of the device."),
        new("count", Whole(ValueKind.DeviceCount), "How many devices, or all."),
        new("device_ids", UniqueTexts, "The devices by id, instead of a number."),
        new("options", KeyValues, "Options for the driver.") { Swarm = SwarmUse.Ignored }) with
    { DropsExtensions = true };

    private static readonly ValueSchema DiscreteResource = Struct(
        new("kind", AnyText, "What the resource is.") { Printed = Printed.Always },
        new("value", Number(ValueKind.Int64), "How many of them.") { Printed = Printed.Always });

    private static readonly ValueSchema GenericResource = Struct(
        new Field("discrete_resource_spec", DiscreteResource, "A resource that is counted.") { Printed = Printed.WhenPresent });

    private static readonly Field Cpus = new("cpus", Number(ValueKind.Float32), "A number of CPUs, with a fraction.");

    // The specification wants a string here; a plain number of bytes can only mean what it means in mem_limit.
    private static readonly Field Memory = new("memory", Bytes with { Expected = ValueTypes.String }, "An amount of memory.");

    private static readonly ValueSchema Limits = Struct(
        Cpus,
        Memory,
        new("pids", Whole(ValueKind.Int64), "The largest number of processes."));

    private static readonly ValueSchema Reservations = Struct(
        Cpus with { NoEffectOnEngine = true },
        Memory,
        new("devices", ListOf(DeviceRequest) with { Definition = "devices" }, "Devices that the containers need."),
        new("generic_resources", ListOf(GenericResource), "Resources of one's own kind; of no effect on one engine.")
        { NoEffectOnEngine = true });

    private static readonly ValueSchema Resources = Struct(
        new("limits", Limits, "What the containers may use at most.") { Printed = Printed.WhenPresent },
        new("reservations", Reservations, "What the containers are sure to have.") { Printed = Printed.WhenPresent });

    private static readonly ValueSchema RestartPolicy = Struct(
        new("condition", Words("none", "on-failure", "any", "unless-stopped"),
            "When containers are restarted: none, on-failure, any or unless-stopped."),
        new("delay", Duration, "How long to wait before a restart.") { Printed = Printed.WhenPresent, NoEffectOnEngine = true },
        new("max_attempts", Whole(ValueKind.UInt64, Cast.Int), "How often to try.") { Printed = Printed.WhenPresent },
        new("window", Duration, "How long a container must run to count as restarted.")
        { Printed = Printed.WhenPresent, NoEffectOnEngine = true });

    private static readonly ValueSchema Preference = Struct(new Field("spread", AnyText,
        "The node label over whose values containers are spread."));

    private static readonly ValueSchema Placement = Struct(
        new("constraints", Texts, "Conditions on nodes; of no effect on one engine.") { NoEffectOnEngine = true },
        new("preferences", ListOf(Preference), "Preferences among nodes; of no effect on one engine.") { NoEffectOnEngine = true },
        new("max_replicas_per_node", Whole(ValueKind.UInt64, Cast.Int), "The most containers on one node; of no effect on one engine.")
        { NoEffectOnEngine = true });

    public static readonly ValueSchema Deploy = Struct(
        new("mode", Words("replicated", "global", "replicated-job", "global-job"), "replicated or global; of no effect on one engine.")
        { NoEffectOnEngine = true, EngineWords = ["replicated"] },
        new("replicas", Whole(ValueKind.Int, Cast.Int), "How many containers.") { Printed = Printed.WhenPresent, InHash = false },
        new("labels", MergedKeyValues, "Labels of the service, not of its containers.") { NoEffectOnEngine = true },
        new("update_config", UpdateConfig("continue", "pause", "rollback"), "How containers are replaced.")
        { Printed = Printed.WhenPresent },
        new("rollback_config", UpdateConfig("continue", "pause"), "How a failed replacement is undone.") { Printed = Printed.WhenPresent },
        new("resources", Resources, "Limits and reservations.") { Printed = Printed.AlwaysInJson },
        new("restart_policy", RestartPolicy,
            "When and how often containers are restarted; it wins over restart.")
        { Printed = Printed.WhenPresent },
        new("placement", Placement, "Where containers run; of no effect on one engine.") { Printed = Printed.AlwaysInJson },
        new("endpoint_mode", Words("vip", "dnsrr"), "vip or dnsrr; of no effect on one engine.") { NoEffectOnEngine = true }) with
    {
        Definition = "deployment",
        Types = ValueTypes.Object | ValueTypes.Null,
    };
}
