using System.Globalization;
using System.Text.Json.Nodes;
using Compose.Files.Schema;

namespace Compose.Execution.Tests.Attributes;

/// <summary>A compose file with one attribute more than another: rows of the table with values that are legal for them.</summary>
internal static class AttributeFile
{
    private const string Skeleton = """
        {
          "name": "p",
          "services": { "web": { "image": "busybox" }, "db": { "image": "busybox", "healthcheck": { "test": ["CMD", "x"] } } },
          "networks": { "net": {} }, "volumes": { "vol": {} }, "secrets": { "s": { "file": "./file" } }, "configs": { "c": { "file": "./file" } },
          "models": { "m": { "model": "x" } }
        }
        """;

    /// <summary>Where the plain value of its type is not legal or says what is so anyway.</summary>
    private static readonly Dictionary<string, string> Values = new(StringComparer.Ordinal)
    {
        ["name"] = "\"q\"",
        ["attach"] = "false",
        ["cpu_percent"] = "5",
        ["version"] = "\"3\"",
        ["network_mode"] = "\"host\"",
        ["ipc"] = "\"host\"",
        ["pid"] = "\"host\"",
        ["uts"] = "\"host\"",
        ["userns_mode"] = "\"host\"",
        ["restart"] = "\"always\"",
        ["pull_policy"] = "\"always\"",
        ["platform"] = "\"linux/arm64\"",
        ["mac_address"] = "\"02:00:00:00:00:01\"",
        ["profiles"] = "[\"off\"]",
        ["volumes_from"] = "[\"db\"]",
        ["links"] = "[\"db\"]",
        ["external_links"] = "[\"other\"]",
        ["security_opt"] = "[\"no-new-privileges:true\"]",
        ["tmpfs"] = "[\"/tmp\"]",
        ["expose"] = "[\"70\"]",
        ["dns"] = "[\"192.0.2.1\"]",
        ["env_file.0.path"] = "\"./other\"",
        ["env_file.0.format"] = "\"raw\"",
        ["env_file.0.required"] = "false",
        ["label_file"] = "[\"./file\"]",
        ["condition"] = "\"service_healthy\"",
        ["depends_on.db.restart"] = "true",
        ["depends_on.db.required"] = "false",
        ["published"] = "\"80\"",
        ["protocol"] = "\"udp\"",
        ["host_ip"] = "\"127.0.0.1\"",
        ["ports.0.mode"] = "\"vip\"",
        ["ipv4_address"] = "\"192.0.2.9\"",
        ["ipv6_address"] = "\"2001:db8::9\"",
        ["link_local_ips"] = "[\"169.254.1.1\"]",
        ["deploy.mode"] = "\"global\"",
        ["secrets.0.source"] = "\"s\"",
        ["configs.0.source"] = "\"c\"",
        ["volumes.0.source"] = "\"vol\"",
        ["generic_resources"] = "[{\"discrete_resource_spec\": {\"kind\": \"k\", \"value\": 1}}]",
        ["preferences"] = "[{\"spread\": \"x\"}]",
        ["pre_start.0.pull_policy"] = "\"never\"",
        ["subnet"] = "\"192.0.2.0/24\"",
        ["gateway"] = "\"192.0.2.1\"",
        ["ip_range"] = "\"192.0.2.0/28\"",
        ["aux_addresses"] = "{\"h\": \"192.0.2.3\"}",
        ["aliases"] = "[\"alias\"]",
        ["mem_swappiness"] = "60",
        ["propagation"] = "\"rshared\"",
        ["selinux"] = "\"z\"",
        ["restart_policy.condition"] = "\"on-failure\"",
        ["failure_action"] = "\"continue\"",
        ["order"] = "\"start-first\"",
        ["external"] = "true",
        ["create_host_path"] = "false",
        ["enable_ipv4"] = "false",
        ["retries"] = "5",
        ["test"] = "[\"CMD\", \"y\"]",
        ["secrets.s.file"] = "\"./other\"",
        ["configs.c.file"] = "\"./other\"",
        ["dockerfile"] = "\"other\"",
        ["context"] = "\"./other\"",
        ["additional_contexts"] = "{\"k\": \"./other\"}",
        ["platforms"] = "[\"linux/arm64\"]",
        ["entitlements"] = "[\"network.host\"]",
        ["ports"] = "[{\"target\": 80}]",
        ["gpus"] = "\"all\"",
        ["per_replica"] = "true",
        ["extra_hosts"] = "[\"h=192.0.2.7\"]",
    };

    /// <summary>What stands in a mapping beside the attribute: of all its attributes, or of one behind a bar.</summary>
    private static readonly Dictionary<string, string> Neighbours = new(StringComparer.Ordinal)
    {
        ["services.web.ports.0"] = """{"target": 80}""",
        ["services.web.build"] = """{"context": "."}""",
        ["services.web.healthcheck"] = """{"test": ["CMD", "x"], "start_period": "9s"}""",
        ["services.web.depends_on.db"] = """{"condition": "service_healthy"}""",
        ["services.web.depends_on.db|condition"] = """{"condition": "service_started"}""",
        ["services.web.env_file.0"] = """{"path": "./file"}""",
        ["services.web.env_file.0|required"] = """{"path": "./missing"}""",
        ["services.web.volumes.0"] = """{"type": "volume", "source": "vol", "target": "/t"}""",
        ["services.web.volumes.0|bind"] = """{"type": "bind", "source": "/tmp", "target": "/t"}""",
        ["services.web.volumes.0|tmpfs"] = """{"type": "tmpfs", "target": "/t"}""",
        ["services.web.volumes.0|image"] = """{"type": "image", "source": "busybox", "target": "/t"}""",
        ["services.web.build.secrets.0"] = """{"source": "s"}""",
        ["services.web.deploy|rollback_config"] = """{"update_config": {"parallelism": 1}}""",
        ["services.web.networks"] = """{"default": {}}""",
        ["services.web|pull_policy"] = """{"image": "other"}""",
        ["services.web.secrets.0"] = """{"source": "s"}""",
        ["services.web.configs.0"] = """{"source": "c"}""",
        ["services.web.devices.0"] = """{"source": "/dev/null", "target": "/dev/null"}""",
        ["services.web.ulimits.nofile"] = """{"soft": 5, "hard": 6}""",
        ["services.web.blkio_config.weight_device.0"] = """{"path": "/dev/null", "weight": 20}""",
        ["services.web.logging"] = """{"driver": "json-file"}""",
        ["services.web.develop.watch.0"] = """{"path": "./src", "action": "sync", "target": "/t"}""",
        ["services.web.provider"] = """{"type": "x"}""",
        ["networks.net.ipam.config.0"] = """{"subnet": "192.0.2.0/24"}""",
    };

    /// <summary>The paths of all rows that hold a value themselves; those of the others are below them.</summary>
    public static IEnumerable<string> Paths() => Below("", ProjectSchema.Project);

    /// <summary>The file with the attribute, or without it. An attribute that must be there has another value instead.</summary>
    public static string Text(string path, bool has)
    {
        var root = (JsonObject)JsonNode.Parse(Skeleton)!;
        if (path is "secrets.s.environment" or "configs.c.environment" or "configs.c.content")
            ((JsonObject)root[path.Split('.')[0]]![path.Split('.')[1]]!).Remove("file");
        Go(root, ProjectSchema.Project, path.Split('.'), 0, has);
        Use(root, path);
        return root.ToJsonString();
    }

    private static IEnumerable<string> Below(string at, ValueSchema schema)
    {
        foreach (var field in schema.Fields)
        {
            var path = at.Length == 0 ? field.Name : $"{at}.{field.Name}";
            var (inner, below) = Inner(path, field.Schema);
            if (inner is null || field.NoEffectOnEngine)
                yield return path;
            else
                foreach (var more in Below(below, inner))
                    yield return more;
        }
    }

    /// <summary>What is below a row, and the path of that; no schema for a row that holds a value itself.</summary>
    public static (ValueSchema? Schema, string Path) Inner(string path, ValueSchema schema) =>
        schema is { Kind: ValueKind.Boolean } ? (null, path)
        : !schema.Fields.IsEmpty ? (schema, path)
        : schema.Entries is { Fields.IsEmpty: false } entry ? (entry, $"{path}.{KeyIn(path)}")
        : schema.Items is { Fields.IsEmpty: false } item ? (item, $"{path}.0")
        : (null, path);

    private static string KeyIn(string path) => path[(path.LastIndexOf('.') + 1)..] switch
    {
        "services" => "web",
        "jobs" => "job",
        "networks" => "net",
        "volumes" => "vol",
        "secrets" => "s",
        "configs" => "c",
        "models" => "m",
        "depends_on" => "db",
        "ulimits" => "nofile",
        _ => "k",
    };

    private static void Go(JsonObject node, ValueSchema schema, string[] path, int index, bool has)
    {
        var (at, name) = (string.Join('.', path[..index]), path[index]);
        foreach (var (key, value) in Beside(at, name))
            if (!node.ContainsKey(key))
                node[key] = value?.DeepClone();
        foreach (var field in schema.Fields.Where(field => field.Required && !node.ContainsKey(field.Name)))
            node[field.Name] = Sample(field.Name, field.Schema, isOther: true);
        var child = schema.Child(name)!;
        if (index == path.Length - 1)
        {
            if (has)
                node[name] = Values.Keys.Where(key => IsEnd(path, key)).MaxBy(key => key.Length) is { } known
                    ? JsonNode.Parse(Values[known]) : Sample(name, child, false);
            else if (!node.ContainsKey(name) || !(schema.TryGetField(name, out var field) && field.Required))
                node.Remove(name);
            return;
        }

        if (path[index + 1] == "0")
        {
            var list = node[name] as JsonArray ?? [];
            node[name] ??= list;
            if (list.Count == 0)
                list.Add(new JsonObject());
            Go((JsonObject)list[0]!, child.Items!, path, index + 2, has);
            return;
        }

        var inner = node[name] as JsonObject ?? [];
        node[name] ??= inner;
        Go(inner, child, path, index + 1, has);
    }

    private static JsonObject Beside(string at, string name)
    {
        // A pre_start hook is a container as the service is.
        at = at.Replace("services.web.pre_start.0", "services.web", StringComparison.Ordinal);
        return Neighbours.TryGetValue($"{at}|{name}", out var text) || Neighbours.TryGetValue(at, out text)
            ? (JsonObject)JsonNode.Parse(text)! : [];
    }

    private static bool IsEnd(string[] path, string key) => $".{string.Join('.', path)}".EndsWith("." + key, StringComparison.Ordinal);

    /// <summary>What no service uses is neither created nor checked.</summary>
    private static void Use(JsonObject root, string path)
    {
        var web = (JsonObject)root["services"]!["web"]!;
        if (path.StartsWith("networks.", StringComparison.Ordinal))
            web["networks"] = new JsonArray("net");
        else if (path.StartsWith("volumes.", StringComparison.Ordinal))
            web["volumes"] = new JsonArray("vol:/t");
        else if (path.StartsWith("secrets.", StringComparison.Ordinal))
            web["secrets"] = new JsonArray("s");
        else if (path.StartsWith("configs.", StringComparison.Ordinal))
            web["configs"] = new JsonArray("c");
        else if (path.StartsWith("models.", StringComparison.Ordinal))
            web["models"] = new JsonArray("m");
        if (path.StartsWith("services.web.provider", StringComparison.Ordinal))
            web.Remove("image");
    }

    private static JsonNode Sample(string name, ValueSchema schema, bool isOther) => schema switch
    {
        { Choices: [var first, .., var last] } => isOther ? first : last,
        { Choices: [var only] } => only,
        _ => schema.Kind switch
        {
            ValueKind.Boolean => true,
            ValueKind.OptOut => false,
            ValueKind.Int or ValueKind.Int64 or ValueKind.UInt64 or ValueKind.UInt32 or ValueKind.UInt16 or ValueKind.DeviceCount
                or ValueKind.Ulimit =>
                Math.Clamp(isOther ? 13 : 12, schema.Minimum ?? 0, schema.Maximum ?? 99),
            ValueKind.Bytes => isOther ? 8388608 : 9437184,
            ValueKind.Float32 => isOther ? 0.25 : 0.5,
            ValueKind.Duration => isOther ? "3s" : "4s",
            ValueKind.FileMode => isOther ? "0400" : "0440",
            ValueKind.StringList or ValueKind.StringOrNumberList or ValueKind.Command or ValueKind.List =>
                new JsonArray(string.Create(CultureInfo.InvariantCulture, $"{name}{(isOther ? 2 : 1)}")),
            ValueKind.HealthTest => new JsonArray("CMD", isOther ? "x" : "y"),
            ValueKind.KeyValues or ValueKind.KeyOptionalValues or ValueKind.Options or ValueKind.MultiOptions or ValueKind.Map =>
                new JsonObject { ["k"] = "v" },
            ValueKind.Hosts => new JsonArray("h=192.0.2.7"),
            ValueKind.Ssh => new JsonArray("default"),
            _ => isOther ? "w2" : "w1",
        },
    };
}
