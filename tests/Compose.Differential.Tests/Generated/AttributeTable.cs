using static Compose.Differential.Tests.Generated.Sketch;

namespace Compose.Differential.Tests.Generated;

/// <summary>Every attribute of a service that can be set without regard to others, and how to draw a value.</summary>
internal static class AttributeTable
{
    public static readonly IReadOnlyList<(string Name, Func<ServiceMaker, Draw, Sketch> Make)> Service =
    [
        ("annotations", (m, _) => m.KeyValues()), ("attach", (m, _) => m.Boolean()), ("build", (m, _) => m.Build()),
        ("cap_add", (m, _) => m.Words("A", "B", "C")),
        ("cap_drop", (m, _) => m.Words("ALL", "X")), ("cgroup", (_, d) => d.Of("host", "private")), ("cgroup_parent", (_, _) => "p"),
        ("command", (m, _) => m.Command()),
        ("container_name", (_, d) => $"c{d.Below(10000)}"), ("cpu_shares", (m, _) => m.Count(2000)),
        ("cpu_quota", (m, _) => m.Count(50000)),
        ("cpuset", (_, _) => "0-3"), ("deploy", (m, _) => m.Deploy()),
        ("devices", (m, d) => d.Of<Sketch>(
            List("/dev/a:/dev/b:r"), List("/dev/c"), List(Mapping(("source", "/dev/x"), ("target", "/dev/y"), ("permissions", "rw"))))),
        ("dns", (m, _) => m.TextOrWords("8.8.8.8", "9.9.9.9")), ("dns_opt", (m, _) => m.Words("a", "b")),
        ("dns_search", (m, _) => m.TextOrWords("a.com", "b.com")), ("domainname", (_, _) => "d.com"),
        ("entrypoint", (m, _) => m.Command()), ("env_file", (m, _) => m.EnvFile()), ("environment", (m, _) => m.KeyValues()),
        ("expose", (m, _) => m.Words("80", "\"81\"", "\"82/udp\"", "\"90-91\"")),
        ("external_links", (m, _) => m.Words("a", "\"b:c\"")), ("extra_hosts", (m, _) => m.ExtraHosts()),
        ("group_add", (m, _) => m.Words("mail", "1000", "\"1001\"")),
        ("healthcheck", (m, _) => m.HealthCheck()), ("hostname", (_, _) => "h"), ("init", (m, _) => m.Boolean()),
        ("ipc", (_, d) => d.Of("host", "shareable", "private")), ("isolation", (_, _) => "default"),
        ("labels", (m, _) => m.KeyValues()), ("logging", (m, _) => m.Logging()), ("mac_address", (_, _) => "\"02:42:ac:11:65:43\""),
        ("mem_swappiness", (m, _) => m.Count(100)),
        ("memswap_limit", (m, _) => m.Size()), ("networks", (m, _) => m.Networks()), ("oom_kill_disable", (m, _) => m.Boolean()),
        ("oom_score_adj", (m, _) => m.Count(1000)),
        ("pid", (_, _) => "host"), ("platform", (_, _) => "linux/amd64"),
        ("ports", (m, d) => List(Enumerable.Range(0, 1 + d.Below(3)).Select(_ => m.Port()))),
        ("post_start", (m, _) => List(Mapping(("command", m.Command()), ("user", "root"), ("environment", m.KeyValues())))),
        ("pre_stop", (m, _) => List(Mapping(("command", "a b"), ("privileged", m.Boolean())))),
        ("privileged", (m, _) => m.Boolean()),
        ("pull_policy", (_, d) => d.Of("always", "never", "missing", "if_not_present", "daily", "every_2d")),
        ("read_only", (m, _) => m.Boolean()),
        ("restart", (_, d) => d.Of("always", "no", "\"no\"", "on-failure:3", "unless-stopped")), ("runtime", (_, _) => "runc"),
        ("secrets", (m, _) => List(m.FileReference(ProjectNames.Usual.Secrets))),
        ("configs", (m, _) => List(m.FileReference(ProjectNames.Usual.Configs))),
        ("security_opt", (m, d) => List($"\"label=x{d.Below(100000)}\"")), ("shm_size", (m, _) => m.Size()),
        ("stdin_open", (m, _) => m.Boolean()), ("stop_grace_period", (m, _) => m.Duration()),
        ("stop_signal", (_, _) => "SIGUSR1"), ("storage_opt", (_, _) => Mapping(("size", "1G"))),
        ("sysctls", (m, d) => d.OneIn(2) ? Mapping(("a.b", "1"), ("c", "\"0\"")) : List("a.b=2")),
        ("tmpfs", (m, _) => m.TextOrWords("/run", "/tmp", "\"/t:size=1m\"")), ("tty", (m, _) => m.Boolean()),
        ("ulimits", (m, _) => m.Ulimits()), ("user", (_, d) => d.Of("root", "\"1000:1000\"")),
        ("userns_mode", (_, _) => "host"), ("uts", (_, _) => "host"),
        ("volumes", (m, d) => List(Enumerable.Range(0, 1 + d.Below(3)).Select(_ => m.Volume()))),
        ("working_dir", (_, d) => d.Of("/w", "\"${V1}/x\"")),
        ("x-note", (m, _) => m.KeyValues()), ("gpus", (_, d) => d.Of<Sketch>("all", List(Mapping(("driver", "nvidia"), ("count", "2"))))),
        ("device_cgroup_rules", (_, d) => List($"\"c {d.Below(100000)}:3 mr\"")),
        ("develop",
            (m, d) =>
                Mapping(("watch",
                    List(Mapping(
                        ("path", d.Of("./s", "x", "../y")), ("action", d.Of("rebuild", "restart")),
                        ("ignore", m.TextOrWords("a", "b/"))))))),
        ("blkio_config", (m, _) => Mapping(("weight", "300"), ("device_read_bps", List(Mapping(("path", "/dev/a"), ("rate", m.Size())))))),
        ("label_file", (m, _) => m.TextOrWords("one.env", "two.env")),
        ("credential_spec", (_, _) => Mapping(("registry", "r"))), ("use_api_socket", (_, d) => d.Of("true", "false")),
        ("profiles", (m, _) => m.Words("dev", "test")),
    ];
}
