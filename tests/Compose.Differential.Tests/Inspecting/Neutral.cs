using System.Collections.Frozen;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Compose.Differential.Tests.Inspecting;

/// <summary>
/// Takes out of inspected objects what is new each time they are made: ids, times, addresses that the engine chose, and our own labels and
/// annotations.
/// </summary>
internal static partial class Neutral
{
    private static readonly FrozenSet<string> New = new[]
    {
        "Id", "Created", "CreatedAt", "State", "ResolvConfPath", "HostnamePath", "HostsPath", "LogPath", "ExecIDs", "GraphDriver",
        "RestartCount", "SandboxID", "SandboxKey",
        "EndpointID", "Gateway", "IPAddress", "IPPrefixLen", "IPv6Gateway", "GlobalIPv6Address", "GlobalIPv6PrefixLen", "NetworkID",
        "Containers", "Bridge",
        "SecondaryIPAddresses", "SecondaryIPv6Addresses", "LinkLocalIPv6Address", "LinkLocalIPv6PrefixLen", "HairpinMode",
        "ConfigOnly", "Status",
    }.ToFrozenSet();

    /// <summary>Lists whose order means nothing, or that the peer takes from a map in a random order.</summary>
    private static readonly FrozenSet<string> Unordered =
        new[] { "Env", "Binds", "Mounts", "Links", "Ulimits", "DNSNames", "Aliases", "ExtraHosts" }.ToFrozenSet();

    /// <summary>The text of an object, sorted and indented; <paramref name="names"/> says what an id is called.</summary>
    public static JsonNode Of(JsonNode inspected, IReadOnlyDictionary<string, string> names, string composeText)
    {
        var text = inspected.ToJsonString();
        foreach (var (id, name) in names)
            text = text.Replace(id, $"<{name}>", StringComparison.Ordinal).Replace(id[..12], $"<{name}>", StringComparison.Ordinal);
        return Walk(JsonNode.Parse(text)!, "", composeText)!;
    }

    private static JsonNode? Walk(JsonNode? node, string key, string compose) => node switch
    {
        JsonObject mapping => Object(mapping, key, compose),
        JsonArray list => List(list, key, compose),
        JsonValue value when value.TryGetValue(out string? text) => Text(text, key, compose),
        _ => node?.DeepClone(),
    };

    private static JsonObject Object(JsonObject mapping, string key, string compose)
    {
        var result = new JsonObject();
        foreach (var (name, value) in mapping.OrderBy(item => item.Key, StringComparer.Ordinal))
        {
            if (New.Contains(name) || (key is "Labels" or "Annotations" && name.StartsWith("ncompose.", StringComparison.Ordinal)))
                continue;
            if (name == "Annotations" && value is JsonObject { Count: > 0 } annotations
                && annotations.All(item => item.Key.StartsWith("ncompose.", StringComparison.Ordinal)))
                continue;
            if (key == "IPAM" && name == "Config" && !compose.Contains("subnet", StringComparison.Ordinal))
                continue;
            result[name] = Walk(value, name, compose);
        }

        return result;
    }

    private static JsonArray List(JsonArray list, string key, string compose)
    {
        var items = list.Select(item => Walk(item, key, compose));
        return new JsonArray([.. Unordered.Contains(key) ? items.OrderBy(item => item?.ToJsonString(), StringComparer.Ordinal) : items]);
    }

    private static string Text(string text, string key, string compose) => key switch
    {
        "MacAddress" when text.Length > 0 && !compose.Contains(text, StringComparison.OrdinalIgnoreCase) => "<generated>",
        "HostPort" when !compose.Contains(text, StringComparison.Ordinal) || Ephemeral().IsMatch(text) => "<port>",
        "com.docker.compose.config-hash" when SharesContainers().IsMatch(compose) => "<of ids>",
        "com.docker.compose.depends_on" => string.Join(',', text.Split(',').Order(StringComparer.Ordinal)),
        "Name" or "Source" => AnonymousVolume().Replace(text, "<anonymous>"),
        _ => text,
    };

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex AnonymousVolume();

    /// <summary>The hash of such a service is made from the id of another container.</summary>
    [GeneratedRegex("(network_mode|ipc|pid): \"?service:|volumes_from")]
    private static partial Regex SharesContainers();

    /// <summary>Those that the kernel gives away, and below them those of the cases, of which the engine may take any of a range.</summary>
    [GeneratedRegex("^(3[1-9]|[45][0-9]|60)[0-9]{3}$")]
    private static partial Regex Ephemeral();
}
