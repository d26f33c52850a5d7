using Compose.Files.Schema;
using Compose.Files.Yaml;
using Compose.Planning.Secrets;

namespace Compose.Planning.Attributes;

/// <summary>
/// The value of an attribute in one line, for plans and for comparing with the engine's values: short forms of ports, mounts and files,
/// commands as typed, lists with commas. Lists without order are sorted.
/// </summary>
public static class AttributeText
{
    public static string? Of(string path, YamlNode node) => node switch
    {
        YamlScalar { Kind: ScalarKind.Null } => null,
        YamlScalar scalar => scalar.Text,
        YamlSequence sequence when path is "command" or "entrypoint" or "healthcheck.test" =>
            string.Join(' ', sequence.Items.Select(item => Item(path, item))),
        YamlSequence sequence when IsUnordered(path) => Join(sequence.Items.Select(item => Item(path, item)).Order(StringComparer.Ordinal)),
        YamlSequence sequence => Join(sequence.Items.Select(item => Item(path, item))),
        YamlMapping mapping => Fields(mapping),
        _ => null,
    };

    /// <summary>One item of a list.</summary>
    public static string Item(string path, YamlNode item) =>
        item is not YamlMapping mapping ? (item as YamlScalar)?.Text ?? Of(path, item) ?? "" : path switch
        {
            "ports" => Port(Text(mapping, "host_ip"), Text(mapping, "published"), Text(mapping, "target") ?? "", Text(mapping, "protocol")),
            "volumes" =>
                Mount(Text(mapping, "type") ?? "volume", Text(mapping, "source"), Text(mapping, "target") ?? "",
                    Text(mapping, "read_only") == "true"),
            "devices" => $"{Text(mapping, "source")}:{Text(mapping, "target")}:{Text(mapping, "permissions")}",
            "configs" or "secrets" =>
                Text(mapping, "target") is { } target ? $"{Text(mapping, "source")}:{target}" : Text(mapping, "source") ?? "",
            "post_start" or "pre_stop" or "pre_start" =>
                mapping["command"] is YamlSequence command ? string.Join(' ', command.Items) : Text(mapping, "command") ?? "",
            _ => Fields(mapping),
        };

    public static string Join(IEnumerable<string> items) => string.Join(", ", items);

    /// <summary>`127.0.0.1:8080:80/tcp`.</summary>
    public static string Port(string? address, string? published, string target, string? protocol) =>
        (string.IsNullOrEmpty(address) ? "" : address.Contains(':') ? $"[{address}]:" : address + ":")
        + (string.IsNullOrEmpty(published) || published == "0" ? "" : published + ":") + target + "/"
            + (string.IsNullOrEmpty(protocol) ? "tcp" : protocol);

    public static string Mount(string type, string? source, string target, bool readOnly) =>
        (type is "volume" or "bind" ? "" : type + ":") + (string.IsNullOrEmpty(source) ? "" : source + ":") + target
            + (readOnly ? ":ro" : "");

    public static bool IsUnordered(string path) => ServiceTable.Find(path) is { Unordered: true };

    private static string? Text(YamlMapping mapping, string key) => (mapping[key] as YamlScalar)?.Text;

    private static string Fields(YamlMapping mapping) => string.Join(' ', mapping.Entries
        .Where(entry => entry.Key is not "environment" && entry.Value is not YamlMapping { Count: 0 })
        .OrderBy(entry => entry.Key, StringComparer.Ordinal)
        .Select(entry => $"{entry.Key}={(SecretNames.Hides(entry.Key) ? Redaction.Hidden : Of(entry.Key, entry.Value))}"));
}
