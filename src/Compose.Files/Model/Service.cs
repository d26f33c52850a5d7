using System.Collections.Immutable;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Model;

/// <summary>
/// A service after every default, path and reference is resolved. A null value is not set: the image or the engine decides. <see
/// cref="Source"/> is the canonical tree that the record was read from; the config hash and the plan's reasons are made from it.
/// </summary>
public sealed record Service
{
    public required string Name { get; init; }
    public required YamlMapping Source { get; init; }
    public SourceSpan NameSpan { get; init; }

    /// <summary>Null unless `ncompose adopt` wrote the service.</summary>
    public Adoption? Adoption { get; init; }

    public ImmutableArray<string> Profiles { get; init; } = [];
    public NamedMap<string> Annotations { get; init; } = NamedMap<string>.Empty;
    public bool Attach { get; init; } = true;
    public Build? Build { get; init; }
    public ImmutableArray<WatchRule> Watch { get; init; } = [];
    public BlkioConfig? BlkioConfig { get; init; }
    public ImmutableArray<string> CapAdd { get; init; } = [];
    public ImmutableArray<string> CapDrop { get; init; } = [];
    public string? CgroupParent { get; init; }
    public string? Cgroup { get; init; }
    public long CpuCount { get; init; }
    public float CpuPercent { get; init; }
    public long CpuPeriod { get; init; }
    public long CpuQuota { get; init; }
    public long CpuRealtimePeriod { get; init; }
    public long CpuRealtimeRuntime { get; init; }
    public float Cpus { get; init; }
    public string? CpuSet { get; init; }
    public long CpuShares { get; init; }

    /// <summary>Null is the image's command, empty is none.</summary>
    public ImmutableArray<string>? Command { get; init; }

    public ImmutableArray<FileReference> Configs { get; init; } = [];
    public string? ContainerName { get; init; }
    public CredentialSpec? CredentialSpec { get; init; }
    public NamedMap<Dependency> DependsOn { get; init; } = NamedMap<Dependency>.Empty;
    public Deploy? Deploy { get; init; }
    public ImmutableArray<string> DeviceCgroupRules { get; init; } = [];
    public ImmutableArray<DeviceMapping> Devices { get; init; } = [];
    public ImmutableArray<string> Dns { get; init; } = [];
    public ImmutableArray<string> DnsOptions { get; init; } = [];
    public ImmutableArray<string> DnsSearch { get; init; } = [];
    public string? DomainName { get; init; }

    /// <summary>Null is the image's entrypoint, empty clears it.</summary>
    public ImmutableArray<string>? Entrypoint { get; init; }

    public Provider? Provider { get; init; }

    /// <summary>With env_file folded in. A null value is a bare key: it unsets what the image has.</summary>
    public NamedMap<string?> Environment { get; init; } = NamedMap<string?>.Empty;

    public ImmutableArray<string> Expose { get; init; } = [];
    public ImmutableArray<string> ExternalLinks { get; init; } = [];

    /// <summary>`host=address`, sorted.</summary>
    public ImmutableArray<string> ExtraHosts { get; init; } = [];

    public ImmutableArray<string> GroupAdd { get; init; } = [];
    public ImmutableArray<DeviceRequest> Gpus { get; init; } = [];
    public string? Hostname { get; init; }
    public HealthCheck? HealthCheck { get; init; }
    public string? Image { get; init; }
    public bool? Init { get; init; }
    public string? Ipc { get; init; }
    public string? Isolation { get; init; }

    /// <summary>With label_file folded in.</summary>
    public NamedMap<string> Labels { get; init; } = NamedMap<string>.Empty;

    public ImmutableArray<string> Links { get; init; } = [];
    public Logging? Logging { get; init; }
    public long MemLimit { get; init; }
    public long MemReservation { get; init; }
    public long MemSwapLimit { get; init; }
    public long? MemSwappiness { get; init; }
    public string? MacAddress { get; init; }
    public NamedMap<ServiceModel?> Models { get; init; } = NamedMap<ServiceModel?>.Empty;
    public string? NetworkMode { get; init; }
    public NamedMap<ServiceNetwork?> Networks { get; init; } = NamedMap<ServiceNetwork?>.Empty;
    public bool OomKillDisable { get; init; }
    public long OomScoreAdj { get; init; }
    public string? Pid { get; init; }
    public long PidsLimit { get; init; }
    public string? Platform { get; init; }
    public ImmutableArray<Port> Ports { get; init; } = [];
    public bool Privileged { get; init; }
    public string? PullPolicy { get; init; }
    public bool ReadOnly { get; init; }
    public string? Restart { get; init; }
    public string? Runtime { get; init; }
    public int? Scale { get; init; }
    public ImmutableArray<FileReference> Secrets { get; init; } = [];
    public ImmutableArray<string> SecurityOpt { get; init; } = [];
    public long ShmSize { get; init; }
    public bool StdinOpen { get; init; }
    public TimeSpan? StopGracePeriod { get; init; }
    public string? StopSignal { get; init; }
    public NamedMap<string> StorageOpt { get; init; } = NamedMap<string>.Empty;
    public NamedMap<string> Sysctls { get; init; } = NamedMap<string>.Empty;
    public ImmutableArray<string> Tmpfs { get; init; } = [];
    public bool Tty { get; init; }
    public NamedMap<Ulimit> Ulimits { get; init; } = NamedMap<Ulimit>.Empty;
    public bool UseApiSocket { get; init; }
    public string? User { get; init; }
    public string? UsernsMode { get; init; }
    public string? Uts { get; init; }
    public ImmutableArray<Mount> Volumes { get; init; } = [];
    public ImmutableArray<string> VolumesFrom { get; init; } = [];
    public string? WorkingDir { get; init; }
    public ImmutableArray<Hook> PreStart { get; init; } = [];
    public ImmutableArray<Hook> PostStart { get; init; } = [];
    public ImmutableArray<Hook> PreStop { get; init; } = [];

    /// <summary>How many containers: scale, else deploy.replicas, else one.</summary>
    public int Replicas => Scale ?? Deploy?.Replicas ?? 1;

    /// <summary>All ports of the host that the service publishes by number.</summary>
    public IEnumerable<int> HostPorts() => Ports.SelectMany(port => port.HostPorts?.Numbers ?? []);
}
