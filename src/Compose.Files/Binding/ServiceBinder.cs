using Compose.Files.Checks;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Binding;

/// <summary>Reads a service from its decoded tree: one line an attribute, in the order of the table.</summary>
internal static class ServiceBinder
{
    public static Service Bind(string name, SourceSpan nameSpan, YamlMapping service) => new()
    {
        Name = name,
        Source = service,
        NameSpan = nameSpan,
        Adoption = AdoptedExtra.Of(service),
        Profiles = service.Texts("profiles"),
        Annotations = service.Strings("annotations"),
        Attach = service.Flag("attach", otherwise: true),
        Build = service.Object("build", BuildBinder.Bind),
        Watch = service["develop"] is YamlMapping develop ? develop.List("watch", WatchBinder.Rule) : [],
        BlkioConfig = service.Object("blkio_config", DeviceBinder.BlkioConfig),
        CapAdd = service.Texts("cap_add"),
        CapDrop = service.Texts("cap_drop"),
        CgroupParent = service.Text("cgroup_parent"),
        Cgroup = service.Text("cgroup"),
        CpuCount = service.Long("cpu_count"),
        CpuPercent = service.Single("cpu_percent"),
        CpuPeriod = service.Long("cpu_period"),
        CpuQuota = service.Long("cpu_quota"),
        CpuRealtimePeriod = service.Long("cpu_rt_period"),
        CpuRealtimeRuntime = service.Long("cpu_rt_runtime"),
        Cpus = service.Single("cpus"),
        CpuSet = service.Text("cpuset"),
        CpuShares = service.Long("cpu_shares"),
        Command = service.OptionalTexts("command"),
        Configs = service.List("configs", MountBinder.FileReference),
        ContainerName = service.Text("container_name"),
        CredentialSpec = service.Object("credential_spec", CredentialSpec),
        DependsOn = service.Map("depends_on", Dependency),
        Deploy = service.Object("deploy", DeployBinder.Bind),
        DeviceCgroupRules = service.Texts("device_cgroup_rules"),
        Devices = service.List("devices", DeviceBinder.Mapping),
        Dns = service.Texts("dns"),
        DnsOptions = service.Texts("dns_opt"),
        DnsSearch = service.Texts("dns_search"),
        DomainName = service.Text("domainname"),
        Entrypoint = service.OptionalTexts("entrypoint"),
        Provider = service.Object("provider", Provider),
        Environment = service.OptionalStrings("environment"),
        Expose = service.Texts("expose"),
        ExternalLinks = service.Texts("external_links"),
        ExtraHosts = service.Texts("extra_hosts"),
        GroupAdd = service.Texts("group_add"),
        Gpus = service.List("gpus", DeviceBinder.Request),
        Hostname = service.Text("hostname"),
        HealthCheck = service.Object("healthcheck", HealthCheck),
        Image = service.Text("image"),
        Init = service.OptionalFlag("init"),
        Ipc = service.Text("ipc"),
        Isolation = service.Text("isolation"),
        Labels = service.Strings("labels"),
        Links = service.Texts("links"),
        Logging = service.Object("logging", logging =>
            new Logging { Driver = logging.Text("driver"), Options = logging.Strings("options") }),
        MemLimit = service.Long("mem_limit"),
        MemReservation = service.Long("mem_reservation"),
        MemSwapLimit = service.Long("memswap_limit"),
        MemSwappiness = service.OptionalLong("mem_swappiness"),
        MacAddress = service.Text("mac_address"),
        Models = service.Map("models", Model),
        NetworkMode = service.Text("network_mode"),
        Networks = service.Map("networks", Network),
        OomKillDisable = service.Flag("oom_kill_disable"),
        OomScoreAdj = service.Long("oom_score_adj"),
        Pid = service.Text("pid"),
        PidsLimit = service.Long("pids_limit"),
        Platform = service.Text("platform"),
        Ports = service.List("ports", Port),
        Privileged = service.Flag("privileged"),
        PullPolicy = service.Text("pull_policy"),
        ReadOnly = service.Flag("read_only"),
        Restart = service.Text("restart"),
        Runtime = service.Text("runtime"),
        Scale = service.OptionalInt("scale"),
        Secrets = service.List("secrets", MountBinder.FileReference),
        SecurityOpt = service.Texts("security_opt"),
        ShmSize = service.Long("shm_size"),
        StdinOpen = service.Flag("stdin_open"),
        StopGracePeriod = service.Duration("stop_grace_period"),
        StopSignal = service.Text("stop_signal"),
        StorageOpt = service.Strings("storage_opt"),
        Sysctls = service.Strings("sysctls"),
        Tmpfs = service.Texts("tmpfs"),
        Tty = service.Flag("tty"),
        Ulimits = service.Map("ulimits", DeviceBinder.Ulimit),
        UseApiSocket = service.Flag("use_api_socket"),
        User = service.Text("user"),
        UsernsMode = service.Text("userns_mode"),
        Uts = service.Text("uts"),
        Volumes = service.List("volumes", MountBinder.Mount),
        VolumesFrom = service.Texts("volumes_from"),
        WorkingDir = service.Text("working_dir"),
        PreStart = service.List("pre_start", HookBinder.Hook),
        PostStart = service.List("post_start", HookBinder.Hook),
        PreStop = service.List("pre_stop", HookBinder.Hook),
    };

    private static CredentialSpec CredentialSpec(YamlMapping spec) => new()
    {
        Config = spec.Text("config"),
        File = spec.Text("file"),
        Registry = spec.Text("registry"),
    };

    private static Dependency Dependency(string name, YamlNode node)
    {
        if (node is not YamlMapping dependency)
            return new Dependency(DependencyCondition.Started);
        var condition = dependency.Text("condition") switch
        {
            "service_healthy" => DependencyCondition.Healthy,
            "service_completed_successfully" => DependencyCondition.CompletedSuccessfully,
            _ => DependencyCondition.Started,
        };
        return new Dependency(condition, dependency.Flag("restart"), dependency.Flag("required", otherwise: true));
    }

    private static Provider Provider(YamlMapping provider) => new()
    {
        Type = provider.Text("type") ?? "",
        Options = provider["options"] is YamlMapping options ? provider.Map("options", (key, _) => options.Texts(key))
            : NamedMap<System.Collections.Immutable.ImmutableArray<string>>.Empty,
    };

    private static HealthCheck HealthCheck(YamlMapping check) => new()
    {
        Test = check.Texts("test"),
        Timeout = check.Duration("timeout"),
        Interval = check.Duration("interval"),
        Retries = check.OptionalLong("retries"),
        StartPeriod = check.Duration("start_period"),
        StartInterval = check.Duration("start_interval"),
        Disable = check.Flag("disable"),
    };

    private static ServiceModel? Model(string name, YamlNode node) => node is YamlMapping model
        ? new ServiceModel { EndpointVariable = model.Text("endpoint_var"), ModelVariable = model.Text("model_var") }
        : null;

    private static ServiceNetwork? Network(string name, YamlNode node) => node is YamlMapping network
        ? new ServiceNetwork
        {
            Aliases = network.Texts("aliases"),
            DriverOpts = network.Strings("driver_opts"),
            GatewayPriority = network.Int("gw_priority"),
            InterfaceName = network.Text("interface_name"),
            Ipv4Address = network.Text("ipv4_address"),
            Ipv6Address = network.Text("ipv6_address"),
            LinkLocalIps = network.Texts("link_local_ips"),
            MacAddress = network.Text("mac_address"),
            Priority = network.Int("priority"),
        }
        : null;

    internal static Port Port(YamlMapping port) => new()
    {
        Name = port.Text("name"),
        Mode = port.Text("mode"),
        HostIp = port.Text("host_ip"),
        Target = port.Int("target"),
        Published = port.Text("published"),
        Protocol = port.Text("protocol"),
        AppProtocol = port.Text("app_protocol"),
    };
}
