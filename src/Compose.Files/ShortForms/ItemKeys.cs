using Compose.Files.Yaml;

namespace Compose.Files.ShortForms;

/// <summary>What makes two items of a list the same.</summary>
internal static class ItemKeys
{
    /// <summary>K of K=V, or the whole text.</summary>
    public static string? BeforeEquals(YamlNode item)
    {
        if (item is not YamlScalar { Kind: not ScalarKind.Null } scalar)
            return null;
        var equals = scalar.Text.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? scalar.Text : scalar.Text[..equals];
    }

    public static string? WholeText(YamlNode item) => item is YamlScalar { Kind: not ScalarKind.Null } scalar ? scalar.Text : null;

    /// <summary>The path of a tmpfs, without its options.</summary>
    public static string? BeforeColon(YamlNode item)
    {
        if (item is not YamlScalar { Kind: not ScalarKind.Null } scalar)
            return null;
        var colon = scalar.Text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? scalar.Text : scalar.Text[..colon];
    }

    public static string? EnvironmentFile(YamlNode item) => item is YamlMapping mapping ? Text(mapping, "path") : WholeText(item);

    public static string? Secret(YamlNode item) => FileReference(item, "/run/secrets/");

    public static string? Config(YamlNode item) => FileReference(item, "/");

    /// <summary>host_ip:published:target/protocol of a long port; a short one is itself until it is expanded.</summary>
    public static string? Port(YamlNode item)
    {
        if (item is not YamlMapping port)
            return WholeText(item);
        if (Text(port, "target") is not { } target)
            return null;

        // Docker Compose does not see that a published number is the same port as the published text of it.
        var published = port["published"] is YamlScalar { Kind: ScalarKind.Integer } number ? "#" + number.Text : Text(port, "published");
        return $"{Text(port, "host_ip") ?? "0.0.0.0"}:{published}:{target}/{Text(port, "protocol") ?? "tcp"}";
    }

    private static string? FileReference(YamlNode item, string directory)
    {
        if (item is YamlMapping mapping)
            return Text(mapping, "target") ?? (Text(mapping, "source") is { } source ? directory + source : null);
        return WholeText(item) is { } name ? directory + name : null;
    }

    public static string? Text(YamlMapping mapping, string key) =>
        mapping[key] is YamlScalar { Kind: not ScalarKind.Null } scalar ? scalar.Text : null;
}
