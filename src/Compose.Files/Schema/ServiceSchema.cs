using Compose.Files.ShortForms;
using static Compose.Files.Schema.CommonSchemas;

namespace Compose.Files.Schema;

/// <summary>Rows of a service, in the order of printing and hashing.</summary>
internal static class ServiceSchema
{
    private static readonly ValueSchema ContainerName = AnyText with
    {
        Pattern = new TextPattern("[a-zA-Z0-9][a-zA-Z0-9_.-]+", TextPatterns.HasContainerName),
    };

    private static readonly ValueSchema PullPolicy = AnyText with
    {
        Pattern = new TextPattern("always|never|build|if_not_present|missing|refresh|daily|weekly|every_([0-9]+[wdhms])+",
            TextPatterns.HasPullPolicy),
        Words = ["always", "never", "build", "missing", "refresh", "daily", "weekly"],
    };

    private static readonly ValueSchema SharedNamespace = Naming(NamedKind.Service, ReferenceForm.AfterService);

    private static readonly ValueSchema StringOrNumber = new() { Types = ValueTypes.String | ValueTypes.Number, Kind = ValueKind.String };
    private static readonly ValueSchema UniqueSet = Texts with { UniqueItems = true };
    private static readonly ValueSchema KeyedSet = UniqueSet with { Key = ItemKeys.BeforeEquals };
    private static readonly ValueSchema StringsOrNumbers = new()
    {
        Types = ValueTypes.Array,
        Items = StringOrNumber,
        UniqueItems = true,
        Kind = ValueKind.StringOrNumberList
    };
    private static readonly ValueSchema ReplacedCommand = Command with { Merge = MergeRule.Replace };
    private static readonly ValueSchema MergedTextOrTexts = TextOrTexts with { Merge = MergeRule.ToList, Key = ItemKeys.BeforeEquals };

    // Everything goes in a storage option; what a driver can be told is text.
    private static readonly ValueSchema StorageOptions = new()
    {
        Types = ValueTypes.Object,
        Entries = Scalar,
        Names = NameRule.NotBlank,
        Open = true,
        Kind = ValueKind.Options
    };

    private static readonly Field[] WithoutHooks =
    [
        new("profiles", UniqueTexts with { Items = Naming(NamedKind.Profile), Key = ItemKeys.BeforeEquals },
            "The profiles that enable the service; without any it always is.")
        { InHash = false },
        new("annotations", MergedKeyValues, "Annotations for the runtime.") { Swarm = SwarmUse.Ignored, Since = new(1, 43) },
        new("attach", Flag, "Whether `up` shows its logs.") { Printed = Printed.WhenPresent },
        new("build", BuildSchema.Build, "How the image is built.") { Printed = Printed.WhenPresent, InHash = false },
        new("develop", DevelopSchema.Develop, "What `watch` does.") { Printed = Printed.WhenPresent, Remembered = false },
        new("blkio_config", ServiceParts.BlkioConfig, "Limits of block I/O.")
            { Swarm = SwarmUse.Ignored, Printed = Printed.WhenPresent, NoKubernetes = true },
        new("cap_add", KeyedSet, "Capabilities that the containers get.") { Unordered = true },
        new("cap_drop", KeyedSet, "Capabilities that are taken from the containers.") { Unordered = true },
        new("cgroup_parent", AnyText, "The control group above the containers.") { Swarm = SwarmUse.Ignored, NoKubernetes = true },
        new("cgroup", Choice("host", "private"), "The control group namespace.") { Swarm = SwarmUse.Ignored, NoKubernetes = true },
        new("cpu_count", Between(ValueKind.Int64, Cast.Int64, 0), "A number of CPUs, on Windows.")
            { Swarm = SwarmUse.Ignored, NoKubernetes = true },
        new("cpu_percent", Between(ValueKind.Float32, Cast.Float, 0, 100), "A share of the CPUs in percent, on Windows.")
            { Swarm = SwarmUse.Ignored, NoKubernetes = true },
        new("cpu_period", Number(ValueKind.Int64, Cast.Int64), "The period of the CPU quota, in microseconds.")
            { Swarm = SwarmUse.Ignored, NoKubernetes = true },
        new("cpu_quota", Number(ValueKind.Int64, Cast.Int64), "The CPU time in a period, in microseconds.")
            { Swarm = SwarmUse.Ignored, NoKubernetes = true },
        new("cpu_rt_period", Number(ValueKind.Int64, Cast.Int64), "The period of the real-time scheduler, in microseconds.")
            { Swarm = SwarmUse.Ignored, NoKubernetes = true },
        new("cpu_rt_runtime", Number(ValueKind.Int64, Cast.Int64), "The real-time CPU time in a period, in microseconds.")
            { Swarm = SwarmUse.Ignored, NoKubernetes = true },
        new("cpus", Number(ValueKind.Float32, Cast.Float32), "The number of CPUs, with a fraction."),
        new("cpuset", AnyText, "The CPUs to run on.") { Swarm = SwarmUse.Ignored, NoKubernetes = true },
        new("cpu_shares", Number(ValueKind.Int64, Cast.Int64), "The weight against other containers.")
            { Swarm = SwarmUse.Ignored, NoKubernetes = true },
        new("command", ReplacedCommand, "The command, instead of the image's.") { Printed = Printed.AlwaysInJson },
        new("configs", ServiceParts.ConfigReferences with { Key = ItemKeys.Config }, "Configs that the containers see as files."),
        new("container_name", ContainerName, "The name of the container, instead of a generated one.") { Swarm = SwarmUse.Ignored },
        new("credential_spec", ServiceParts.CredentialSpec, "The managed service account, on Windows.")
            { Printed = Printed.WhenPresent, NoKubernetes = true },
        new("depends_on", ServiceParts.DependsOn, "The services that must be there first.") { InHash = false },
        new("deploy", DeploySchema.Deploy, "Replicas, resources and how they are updated.") { Printed = Printed.WhenPresent },
        new("device_cgroup_rules", UniqueTexts, "Rules about which devices may be used.") { Swarm = SwarmUse.Refused, NoKubernetes = true },
        new("devices", ServiceParts.Devices, "Devices of the host in the containers.")
            { Swarm = SwarmUse.Refused, Unordered = true, NoKubernetes = true },
        new("dns", MergedTextOrTexts with { Expand = ShortForms.DnsServers.Expand }, "DNS servers."),
        new("dns_opt", KeyedSet with { Merge = MergeRule.ToList }, "Options of the resolver."),
        new("dns_search", MergedTextOrTexts, "Search domains of the resolver."),
        new("domainname", AnyText, "The domain name of the containers.") { Swarm = SwarmUse.Ignored, NoKubernetes = true },
        new("entrypoint", ReplacedCommand, "The entrypoint, instead of the image's.") { Printed = Printed.AlwaysInJson },
        new("provider", ServiceParts.Provider, "A program that provides the service instead of containers.")
            { Swarm = SwarmUse.Refused, Printed = Printed.WhenPresent, NoKubernetes = true },
        new("environment", Variables with { Merge = MergeRule.ToList, Key = ItemKeys.BeforeEquals },
            "Variables of the containers; without a value they are taken from the environment."),
        new("env_file", ServiceParts.EnvironmentFiles, "Files of variables of the containers.") { Remembered = false },
        new("expose", StringsOrNumbers with { Key = ItemKeys.WholeText }, "Ports that other containers may use.") { Unordered = true },
        new("extends", ServiceParts.Extends, "Another service that this one starts from.") { Printed = Printed.WhenPresent },
        new("external_links", UniqueSet, "Containers outside of the project that are known by a name here.")
            { Swarm = SwarmUse.Ignored, NoKubernetes = true },
        new("extra_hosts", ExtraHosts, "Further host names and their addresses.") { Unordered = true },
        new("group_add", StringsOrNumbers, "Further groups of the user.") { Unordered = true },
        new("gpus", ServiceParts.Gpus, "GPUs for the containers: all, or a list.") { NoKubernetes = true },
        new("hostname", AnyText, "The host name of the containers."),
        new("healthcheck", ServiceParts.HealthCheck, "How to find out whether a container is well.") { Printed = Printed.WhenPresent },
        new("image", AnyText, "The image that the containers start from."),
        new("init", CastFlag, "Runs an init process that reaps zombies and passes on signals.")
            { Printed = Printed.WhenPresent, NoKubernetes = true },
        new("ipc", SharedNamespace with { Words = ["private", "shareable", "host", "none"] },
            "The IPC namespace: private, shareable, host, none, service:NAME or container:NAME.") { Swarm = SwarmUse.Refused },
        new("isolation", AnyText, "The isolation technology, on Windows.") { NoKubernetes = true },
        new("labels", MergedKeyValues, "Labels on the containers.") { NoKubernetes = true },
        new("label_file", ServiceParts.LabelFiles, "Files of labels on the containers.") { Remembered = false },
        new("links", KeyedSet with { Items = Naming(NamedKind.Service, ReferenceForm.BeforeColon) },
            "Other services and the names they are known by here.") { Swarm = SwarmUse.Ignored, NoKubernetes = true },
        new("logging", ServiceParts.Logging, "Where the containers' output goes.") { Printed = Printed.WhenPresent, NoKubernetes = true },
        new("mem_limit", Bytes, "The most memory that a container may use."),
        new("mem_reservation", Whole(ValueKind.Bytes), "The memory that a container is sure to have."),
        new("memswap_limit", Bytes, "The most memory and swap together; -1 is no limit.") { Swarm = SwarmUse.Ignored, NoKubernetes = true },
        new("mem_swappiness", Whole(ValueKind.Bytes), "How readily memory is swapped out, from 0 to 100.")
            { Swarm = SwarmUse.Ignored, NoKubernetes = true },
        new("mac_address", AnyText, "The MAC address of the container.") { Swarm = SwarmUse.Refused, NoKubernetes = true },
        new("models", ServiceParts.Models, "Language models that the service uses.") { Swarm = SwarmUse.Refused, NoKubernetes = true },
        new("network_mode", SharedNamespace with { Words = ["bridge", "host", "none"] },
            "bridge, host, none, service:NAME or container:NAME, instead of networks."),
        new("networks", ServiceParts.Networks, "The networks that the containers are attached to."),
        new("oom_kill_disable", CastFlag, "Does not kill the containers when memory runs out.")
            { Swarm = SwarmUse.Ignored, NoKubernetes = true },
        new("oom_score_adj", Between(ValueKind.Int64, Cast.Int64, -1000, 1000),
            "How likely the containers are killed when memory runs out, from -1000 to 1000.") { NoKubernetes = true },
        new("pid", SharedNamespace with { Types = ValueTypes.String | ValueTypes.Null, Words = ["host"] },
            "The PID namespace: host, service:NAME or container:NAME.")
        { Swarm = SwarmUse.Refused },
        new("pids_limit", Number(ValueKind.Int64, Cast.Int64), "The most processes in a container; -1 is no limit.")
            { NoKubernetes = true },
        new("platform", AnyText, "The platform of the image: os/architecture/variant."),
        new("ports", ServiceParts.Ports, "Ports that are published on the host.") { Unordered = true },
        new("privileged", CastFlag, "Runs the containers with extended privileges.") { Swarm = SwarmUse.Refused },
        new("pull_policy", PullPolicy,
            "When the image is pulled: always, never, missing, build, daily, weekly or every_DURATION.")
        { InHash = false },
        new("pull_refresh_after", new ValueSchema { Types = ValueTypes.String, Kind = ValueKind.Ignored },
            "Read, and of no effect.")
        { Printed = Printed.Never, NoKubernetes = true },
        new("read_only", CastFlag, "The containers may not write to their own file system."),
        new("restart", AnyText with { Help = TypeHelp.Restart, Words = ["no", "always", "on-failure", "unless-stopped"] },
            "When containers are restarted: no, always, on-failure or unless-stopped."),
        new("runtime", AnyText, "The runtime of the containers.") { Swarm = SwarmUse.Refused },
        new("scale", Whole(ValueKind.Int, Cast.Int), "How many containers.") { Printed = Printed.WhenPresent, InHash = false },
        new("secrets", ServiceParts.SecretReferences with { Key = ItemKeys.Secret }, "Secrets that the containers see as files."),
        new("security_opt", UniqueSet, "Security options: labels, seccomp and AppArmor profiles.") { Unordered = true },
        new("shm_size", Bytes, "The size of /dev/shm."),
        new("stdin_open", CastFlag, "Keeps standard input open."),
        new("stop_grace_period", Duration, "How long a container may take to stop before it is killed.") { Printed = Printed.WhenPresent },
        new("stop_signal", AnyText, "The signal that stops the containers.") { NoKubernetes = true },
        new("storage_opt", StorageOptions, "Options of the storage driver.") { Swarm = SwarmUse.Ignored, NoKubernetes = true },
        new("sysctls", MergedKeyValues, "Kernel parameters in the containers."),
        new("tmpfs", TextOrTexts with { Merge = MergeRule.Tmpfs, Key = ItemKeys.BeforeEquals },
            "Directories in memory, path and options.")
        { Unordered = true },
        new("tty", CastFlag, "Gives the containers a terminal."),
        new("ulimits", Ulimits, "Kernel limits of the containers.") { NoKubernetes = true },
        new("use_api_socket", PlainFlag, "Gives the containers the engine's API and the credentials for registries.")
            { Swarm = SwarmUse.Refused, NoKubernetes = true },
        new("user", AnyText, "The user that the containers run as."),
        new("userns_mode", Words("host"), "The user namespace: host, or the engine's.") { Swarm = SwarmUse.Refused, NoKubernetes = true },
        new("uts", Words("host"), "The UTS namespace: host, or the container's own.") { Swarm = SwarmUse.Refused, NoKubernetes = true },
        new("volumes", MountSchema.Mounts, "Volumes and directories of the host in the containers.") { Unordered = true },
        new("volumes_from", UniqueSet with { Items = Naming(NamedKind.Service, ReferenceForm.BeforeColon) },
            "Services or containers whose volumes are mounted too.") { Swarm = SwarmUse.Refused, NoKubernetes = true },
        new("working_dir", AnyText, "The directory that the command starts in."),
    ];

    public static readonly ValueSchema PreStartHook = PreStartSchema.Of(WithoutHooks);

    public static readonly ValueSchema Service = Struct(
    [
        .. WithoutHooks,
        new("pre_start", ListOf(PreStartHook),
            "Containers that run to their end before the service starts.")
        { Swarm = SwarmUse.Refused, NoKubernetes = true, SinceV5 = true },
        new("post_start", ListOf(DevelopSchema.Hook), "Commands in the container after its start.")
            { Swarm = SwarmUse.Refused, NoKubernetes = true },
        new("pre_stop", ListOf(DevelopSchema.Hook), "Commands in the container before it is stopped.")
            { Swarm = SwarmUse.Refused, NoKubernetes = true },
    ]) with
    {
        Definition = "service",
    };
}
