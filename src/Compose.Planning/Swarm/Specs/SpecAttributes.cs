namespace Compose.Planning.Swarm.Specs;

/// <summary>The attribute of the file that each field of a spec comes from. The reverse of the mapping, for reasons.</summary>
internal static class SpecAttributes
{
    private const string Container = "TaskTemplate.ContainerSpec.";

    /// <summary>Of several rows that fit the longest counts.</summary>
    private static readonly (string Field, string Attribute)[] Rows =
    [
        (Container + "Image", "image"), (Container + "Labels", "labels"), (Container + "Command", "entrypoint"),
            (Container + "Args", "command"),
        (Container + "Hostname", "hostname"), (Container + "Env", "environment"), (Container + "Dir", "working_dir"),
            (Container + "User", "user"),
        (Container + "Groups", "group_add"), (Container + "Privileges", "security_opt"),
            (Container + "Privileges.CredentialSpec", "credential_spec"),
        (Container + "Init", "init"), (Container + "StopSignal", "stop_signal"), (Container + "TTY", "tty"),
            (Container + "OpenStdin", "stdin_open"),
        (Container + "ReadOnly", "read_only"), (Container + "Mounts", "volumes"), (Container + "StopGracePeriod", "stop_grace_period"),
        (Container + "Healthcheck", "healthcheck"), (Container + "Hosts", "extra_hosts"), (Container + "DNSConfig", "dns"),
        (Container + "DNSConfig.Search", "dns_search"), (Container + "DNSConfig.Options", "dns_opt"), (Container + "Secrets", "secrets"),
        (Container + "Configs", "configs"), (Container + "Isolation", "isolation"), (Container + "Sysctls", "sysctls"),
        (Container + "CapabilityAdd", "cap_add"), (Container + "CapabilityDrop", "cap_drop"), (Container + "Ulimits", "ulimits"),
        (Container + "OomScoreAdj", "oom_score_adj"), ("TaskTemplate.Resources", "deploy.resources"),
        ("TaskTemplate.Resources.Limits.NanoCPUs", "deploy.resources.limits.cpus"),
            ("TaskTemplate.Resources.Limits.MemoryBytes", "deploy.resources.limits.memory"),
        ("TaskTemplate.Resources.Limits.Pids", "deploy.resources.limits.pids"),
            ("TaskTemplate.Resources.Reservations.NanoCPUs", "deploy.resources.reservations.cpus"),
        ("TaskTemplate.Resources.Reservations.MemoryBytes", "deploy.resources.reservations.memory"),
        ("TaskTemplate.Resources.Reservations.GenericResources", "deploy.resources.reservations.generic_resources"),
            ("TaskTemplate.RestartPolicy", "deploy.restart_policy"),
        ("TaskTemplate.Placement", "deploy.placement"), ("TaskTemplate.Placement.Constraints", "deploy.placement.constraints"),
        ("TaskTemplate.Placement.Preferences", "deploy.placement.preferences"),
        ("TaskTemplate.Placement.MaxReplicas", "deploy.placement.max_replicas_per_node"), ("TaskTemplate.Placement.Platforms", "platform"),
        ("TaskTemplate.Networks", "networks"), ("TaskTemplate.LogDriver", "logging"), ("Labels", "deploy.labels"), ("Mode", "deploy.mode"),
        ("Mode.Replicated.Replicas", "deploy.replicas"), ("Mode.ReplicatedJob.MaxConcurrent", "deploy.replicas"),
        ("Mode.ReplicatedJob.TotalCompletions", "deploy.replicas"), ("UpdateConfig", "deploy.update_config"),
            ("RollbackConfig", "deploy.rollback_config"),
        ("EndpointSpec.Mode", "deploy.endpoint_mode"), ("EndpointSpec.Ports", "ports"),
    ];

    /// <summary>Sections whose attributes have the names of the fields.</summary>
    private static readonly HashSet<string> Sections = new(StringComparer.Ordinal)
    {
        "deploy.update_config", "deploy.rollback_config", "deploy.restart_policy", "healthcheck",
    };

    /// <summary>The dotted path of the attribute below its service; the field itself where no attribute is known.</summary>
    public static string Of(SpecField field)
    {
        var row = Rows.Where(row => field.Path == row.Field || field.Path.StartsWith(row.Field + ".", StringComparison.Ordinal))
            .OrderByDescending(row => row.Field.Length).FirstOrDefault();
        if (row.Attribute is null)
            return field.Path;
        return Sections.Contains(row.Attribute) && field.Path.Length > row.Field.Length
            ? $"{row.Attribute}.{Snake(field.Path[(row.Field.Length + 1)..])}" : row.Attribute;
    }

    /// <summary>`MaxAttempts` is `max_attempts`.</summary>
    private static string Snake(string name) =>
        string.Concat(name.Select((letter, index) => index > 0 && char.IsAsciiLetterUpper(letter) ? $"_{char.ToLowerInvariant(letter)}"
            : $"{char.ToLowerInvariant(letter)}"));
}
