using static Compose.Differential.Tests.Generated.Sketch;

namespace Compose.Differential.Tests.Generated;

/// <summary>Attributes of services, each in a form that is drawn.</summary>
internal sealed class ServiceMaker(Draw draw, ProjectNames names)
{
    private static readonly string[] Sizes = ["10m", "1g", "512k", "\"1.5 KiB\"", "1000000", "64MiB", "2gb", "0.5m", "100b"];
    private static readonly string[] Durations = ["5s", "1m30s", "100ms", "1.5s", "1h", "1d", "0s", "1w2d", "90s", "250us"];
    private static readonly string[] Booleans = ["true", "false", "\"true\"", "yes", "\"no\"", "On", "off", "\"false\""];
    private static readonly string[] Values =
        ["x", "5", "1.10", "true", "\"\"", "a b", "\"$$x\"", "0x1F", "1e3", "http://h/?q=1", "\"${V1}\"", "${UNSET:-d}", "${V2-e}", "no",
            "'it''s'", "\"a\\tb\"", "-1", "017", "null"];

    public Sketch Boolean() => draw.Of(Booleans);
    public Sketch Size() => draw.Of(Sizes);
    public Sketch Duration() => draw.Of(Durations);
    public Sketch Count(int most) => draw.OneIn(3) ? $"\"{draw.Below(most)}\"" : $"{draw.Below(most)}";

    public Sketch KeyValues()
    {
        var keys = draw.Some<string>(["A", "B", "C", "D", "com.example.a", "V1", "NOWHERE"], 4);
        return draw.OneIn(2)
            ? Mapping(keys.Select(key => (key, Plain(draw.Of(Values)) as Sketch)))
            : List(keys.Select(key => draw.OneIn(5) ? key : $"\"{key}={draw.Of("x", "5", "", "a b", "a=b", "$$x", "${V1}")}\""));
    }

    public Sketch Words(params string[] from) => List(draw.Some(from, 3));

    public Sketch TextOrWords(params string[] from) => draw.OneIn(2) ? draw.Of(from) : List(draw.Some(from, 3));

    public Sketch Command() => draw.Of<Sketch>(
        "echo hello", "\"sh -c 'a b' \\\"c d\\\"\"", List("\"a b\"", "c"), List("sh", "-c", "\"echo $$HOME\""), List(Array.Empty<string>()),
        "a && b", "\"\"", "run --x=${V1}", "null");

    public Sketch Port()
    {
        var port = 8000 + draw.Below(40);
        return draw.Below(8) switch
        {
            0 => $"{port}",
            1 => $"\"{port}:{port + 1}\"",
            2 => $"\"127.0.0.1:{port}:80/udp\"",
            3 => $"\"{port}-{port + 2}:{port}-{port + 2}\"",
            4 => $"\"[::1]:{port}:80\"",
            5 => $"\"{port}-{port + 5}\"",
            6 => Mapping(
                ("target", $"{port}"), ("published", draw.OneIn(2) ? "\"80\"" : "8080"), ("protocol", draw.Of("tcp", "udp")),
                ("mode", draw.Of("host", "ingress"))),
            _ => Mapping(("target", Count(3000)), ("name", "p"), ("app_protocol", "http"), ("host_ip", "127.0.0.1")),
        };
    }

    public Sketch Volume()
    {
        var volume = draw.Of(names.Volumes);
        var target = draw.Of("/a", "/b", "/c/d", "/e/../f/");
        return draw.Below(9) switch
        {
            0 => $"{volume}:{target}",
            1 => $"{volume}:{target}:ro",
            2 => $"./data:{target}",
            3 => $"../up:{target}:rw,z",
            4 => target,
            5 => $"~/x:{target}:ro,rshared",
            6 => Mapping(
                ("type", "bind"), ("source", draw.Of(".", "./x", "/y", "~/z")), ("target", target), ("read_only", Boolean()),
                ("bind", Mapping(("propagation", "rslave"), ("create_host_path", draw.Of("true", "false"))))),
            7 => Mapping(
                ("type", "volume"), ("source", volume), ("target", target), ("volume", Mapping(("nocopy", Boolean()), ("subpath", "s")))),
            _ => Mapping(("type", "tmpfs"), ("target", target), ("tmpfs", Mapping(("size", Size()), ("mode", "0755")))),
        };
    }

    public Sketch FileReference(IReadOnlyList<string> from)
    {
        var name = draw.Of(from.ToArray());
        return draw.OneIn(2) ? name
            : Mapping(
            ("source", name), ("target", draw.Of("/x", "y", $"/etc/{name}")), ("uid", "\"103\""),
            ("mode", draw.Of("0440", "\"0400\"", "0o644")));
    }

    public Sketch DependsOn(IReadOnlyList<string> earlier) => draw.OneIn(2)
        ? List(draw.Some(earlier, 2))
        : Mapping(draw.Some(earlier, 2).Select(name => (name, (Sketch)Mapping(
            ("condition", draw.Of("service_started", "service_healthy", "service_completed_successfully")), ("restart", Boolean())))));

    public Sketch Networks()
    {
        var used = draw.Some(names.Networks, 2);
        return draw.OneIn(2) ? List(used) : Mapping(used.Select(name => (name, draw.Of<Sketch>(
            "", Mapping(("aliases", Words("a", "b", "c"))),
            Mapping(("ipv4_address", "10.5.0.6"), ("priority", "5"), ("driver_opts", Mapping(("a", "x"), ("b", "5"))))))));
    }

    public Sketch HealthCheck() => Mapping(
        ("test", draw.Of<Sketch>("curl -f http://localhost", List("CMD", "a", "\"b c\""), List("CMD-SHELL", "\"x || y\""), List("NONE"))),
        ("interval", Duration()), ("timeout", Duration()), ("retries", Count(9)), ("start_period", Duration()));

    public Sketch Build() => draw.Of<Sketch>(
        ".", "./app", "https://github.com/a/b.git#c",
        Mapping(("context", draw.Of(".", "app", "../x")), ("args", KeyValues()), ("dockerfile", draw.Of("Dockerfile", "d/e", "../f"))),
        Mapping(("context", "."), ("labels", KeyValues()), ("target", "t"), ("no_cache", Boolean()), ("cache_from", Words("a", "b:c")),
            ("shm_size", Size())),
        Mapping(("context", "app"), ("platforms", List("linux/amd64")), ("tags", Words("a:b", "c")), ("extra_hosts", List("\"a=1.2.3.4\"")),
            ("network", "host")),
        Mapping(("context", "."), ("dockerfile_inline", "FROM x"), ("pull", Boolean()),
            ("additional_contexts", Mapping(("o", "./o"), ("i", "docker-image://x")))));

    public Sketch Deploy() => draw.Of<Sketch>(
        Mapping(("replicas", Count(4)), ("labels", KeyValues())),
        Mapping(("mode", draw.Of("replicated", "global")), ("endpoint_mode", "vip"),
            ("placement", Mapping(("constraints", Words("a==b", "c!=d")), ("max_replicas_per_node", "2")))),
        Mapping(("restart_policy",
            Mapping(("condition", "on-failure"), ("delay", Duration()), ("max_attempts", Count(5)), ("window", Duration())))),
        Mapping(("update_config",
            Mapping(("parallelism", Count(3)), ("delay", Duration()), ("order", draw.Of("start-first", "stop-first")),
                ("max_failure_ratio", draw.Of("0.3", "0", "1"))))),
        Mapping(("resources",
            Mapping(("limits", Mapping(("cpus", draw.Of("\"0.5\"", "2", "\"1.25\"")), ("memory", draw.Of("50M", "1g")))),
                ("reservations", Mapping(("memory", "20m")))))));

    public Sketch Logging() =>
        Mapping(("driver", draw.Of("json-file", "syslog", "local")),
            ("options", Mapping(("max-size", "10m"), ("max-file", draw.Of("3", "\"3\"")))));

    public Sketch Ulimits() => Mapping(("nofile", Mapping(("soft", Count(1000)), ("hard", "2000"))), ("nproc", Count(100)));

    public Sketch EnvFile() => draw.Of<Sketch>(
        "one.env", List("one.env", "two.env"), List(Mapping(("path", "one.env")), Mapping(("path", "missing.env"), ("required", "false"))),
        List(Mapping(("path", "two.env"), ("format", "raw"))));

    public Sketch ExtraHosts() => draw.Of<Sketch>(
        List("\"a=10.0.0.1\"", "\"b:10.0.0.2\""), Mapping(("a", "10.0.0.3"), ("c", "\"::1\"")),
        List("\"gw:host-gateway\"", "\"v6=[::1]\""));
}
