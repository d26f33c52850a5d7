using System.Collections.Immutable;
using System.Text;
using Compose.Files.Model;
using Compose.Files.Schema;
using Compose.Files.Yaml;
using Compose.Planning.Secrets;

namespace Compose.Planning.Attributes;

/// <summary>
/// The label with every attribute of a service, network or volume. A value that cannot be a secret is stored as text, a structured one with
/// a digest. A possible secret (environment, commands, hooks, probes, labels, driver options) is stored as a digest with a hidden key, or
/// else as its path alone. Attributes outside of the config hash are left out. The label explains plans; the config hash decides.
/// </summary>
public static class AttributeDigests
{
    private const int LongestText = 200;

    /// <summary>All other attributes may hold a secret.</summary>
    private static readonly ImmutableHashSet<string> Plain =
    [
        "attach", "attachable", "blkio_config", "cap_add", "cap_drop", "cgroup", "cgroup_parent", "configs", "container_name",
        "cpu_count", "cpu_percent", "cpu_period", "cpu_quota", "cpu_rt_period", "cpu_rt_runtime", "cpu_shares", "cpus", "cpuset",
        "deploy", "device_cgroup_rules", "devices", "dns", "dns_opt", "dns_search", "domainname", "driver", "enable_ipv4", "enable_ipv6",
        "expose", "external", "external_links", "extra_hosts", "group_add", "healthcheck", "hostname", "image", "init", "internal",
        "ipam", "ipc", "isolation", "links", "logging", "mac_address", "mem_limit", "mem_reservation", "mem_swappiness", "memswap_limit",
        "network_mode", "networks", "oom_kill_disable", "oom_score_adj", "pid", "pids_limit", "platform", "ports", "privileged",
        "read_only", "restart", "runtime", "secrets", "security_opt", "shm_size", "stdin_open", "stop_grace_period", "stop_signal",
        "sysctls", "tmpfs", "tty", "ulimits", "use_api_socket", "user", "userns_mode", "uts", "volumes", "volumes_from", "working_dir",
    ];

    /// <summary>
    /// Possible secrets below a plain attribute: deploy.labels, healthcheck.test, logging.options, networks.x.driver_opts, options of
    /// devices.
    /// </summary>
    private static readonly ImmutableHashSet<string> Secretive = ["labels", "test", "options", "driver_opts", "devices"];

    public static string Of(YamlMapping? tree, DigestKey key) =>
        tree is null ? "" : string.Join(',', Leaves(tree).Select(leaf => Escape(leaf.Path) + Remembered(leaf.Path, leaf.Value, key)));

    /// <summary>The attributes by path.</summary>
    public static IEnumerable<(string Path, YamlNode Value)> Leaves(YamlMapping tree)
    {
        foreach (var entry in tree.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            if (!entry.Key.StartsWith("x-", StringComparison.Ordinal))
                foreach (var leaf in Leaves(entry.Key, entry.Value))
                    yield return leaf;
    }

    public static NamedMap<RememberedAttribute> Parse(string? label)
    {
        var found = new Dictionary<string, RememberedAttribute>(StringComparer.Ordinal);
        foreach (var item in (label ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var value = item.Split('~', 2);
            var name = value[0].Split('=', 2);
            found[Uri.UnescapeDataString(name[0])] = new RememberedAttribute(name.Length > 1 ? name[1] : "",
                value.Length > 1 ? Uri.UnescapeDataString(value[1]) : null);
        }

        return new NamedMap<RememberedAttribute>(found);
    }

    public static string Digest(DigestKey key, string path, YamlNode value)
    {
        var text = new StringBuilder();
        Write(value, text);
        return key.Digest(path, text.ToString());
    }

    private static IEnumerable<(string Path, YamlNode Value)> Leaves(string path, YamlNode value)
    {
        if (ServiceTable.Find(path) is { Remembered: false })
            yield break;
        if (value is not YamlMapping { Count: > 0 } mapping)
        {
            yield return (path, value);
            yield break;
        }

        foreach (var inner in mapping.Entries.OrderBy(inner => inner.Key, StringComparer.Ordinal))
            foreach (var leaf in Leaves($"{path}.{inner.Key}", inner.Value))
                yield return leaf;
    }

    private static string Remembered(string path, YamlNode value, DigestKey key)
    {
        if (!IsPlain(path))
            return key.IsHidden ? "=" + Digest(key, path, value) : "";
        var text = AttributeText.Of(path, value) is { Length: <= LongestText } known && Redaction.ByShape.Shown(path, known) == known
            ? "~" + Escape(known)
            : "";
        return value is YamlScalar && text.Length > 0 ? text : "=" + Digest(key, path, value) + text;
    }

    private static bool IsPlain(string path)
    {
        var parts = path.Split('.');
        return Plain.Contains(parts[0]) && !parts.Skip(1).Any(Secretive.Contains) && (path == "secrets" || !SecretNames.Hides(path));
    }

    /// <summary>Escapes separators and control characters; the rest stays legible.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
            if (c is ',' or '=' or '~' or '%' || char.IsControl(c))
                escaped.Append(Uri.HexEscape(c));
            else
                escaped.Append(c);
        return escaped.ToString();
    }

    private static void Write(YamlNode node, StringBuilder text)
    {
        switch (node)
        {
            case YamlScalar scalar:
                text.Append((char)('0' + (int)scalar.Kind)).Append(scalar.Text).Append('\u0001');
                break;
            case YamlSequence sequence:
                text.Append('[');
                foreach (var item in sequence.Items)
                    Write(item, text);
                text.Append(']');
                break;
            case YamlMapping mapping:
                text.Append('{');
                foreach (var entry in mapping.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                {
                    text.Append(entry.Key).Append('\u0002');
                    Write(entry.Value, text);
                }

                text.Append('}');
                break;
        }
    }
}
