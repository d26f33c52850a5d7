using System.Collections.Immutable;
using System.Text;
using Compose.Files.Model;
using Compose.Files.Yaml;

namespace Compose.Planning.Desired;

/// <summary>
/// What a label remembers of every attribute: a short digest, and the text of those whose value the engine does not show in the words of a
/// compose file. Never the text of what may hold a secret: environment, labels, commands, and whatever is called one. What the config hash
/// leaves out is left out here.
/// </summary>
public static class AttributeDigests
{
    private const int DigestBytes = 4;
    private const int LongestText = 200;
    private static readonly ImmutableHashSet<string> Ignored = ["build", "pull_policy", "scale", "depends_on", "profiles", "env_file", "label_file", "develop"];
    private static readonly ImmutableHashSet<string> Unspoken = ["environment", "labels", "annotations", "command", "entrypoint", "name"];

    public static string Of(Service service) => Of(service.Source);

    public static string Of(YamlMapping? tree) => tree is null ? "" : string.Join(',', Leaves(tree).Select(leaf => $"{Escape(leaf.Path)}={Digest(leaf.Value)}{Remembered(leaf.Path, leaf.Value)}"));

    /// <summary>The attributes by path, each with the place of its value.</summary>
    public static IEnumerable<(string Path, YamlNode Value)> Leaves(YamlMapping tree)
    {
        foreach (var entry in tree.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            if (!Ignored.Contains(entry.Key) && !entry.Key.StartsWith("x-", StringComparison.Ordinal))
                foreach (var leaf in Leaves(entry.Key, entry.Value))
                    yield return leaf;
    }

    public static NamedMap<RememberedAttribute> Parse(string? label)
    {
        var items = (label ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        var found = new Dictionary<string, RememberedAttribute>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (item.LastIndexOf('=') is not (var at and > 0))
                continue;
            var value = item[(at + 1)..].Split('~', 2);
            found[Uri.UnescapeDataString(item[..at])] = new RememberedAttribute(value[0], value.Length > 1 ? Uri.UnescapeDataString(value[1]) : null);
        }

        return new NamedMap<RememberedAttribute>(found);
    }

    public static string Digest(YamlNode value)
    {
        var text = new StringBuilder();
        Write(value, text);
        return Sha256.Hex(text.ToString())[..(2 * DigestBytes)];
    }

    private static IEnumerable<(string Path, YamlNode Value)> Leaves(string path, YamlNode value)
    {
        if (path == "deploy.replicas")
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

    private static string Remembered(string path, YamlNode value)
    {
        if (Unspoken.Contains(path.Split('.', 2)[0]) || SecretNames.Hides(path))
            return "";
        var text = AttributeText.Of(path, value);
        return text is null || text.Length > LongestText || (path != "secrets" && SecretNames.Hides(text)) ? "" : "~" + Escape(text);
    }

    /// <summary>What separates items, and what a label is better off without; the rest stays legible.</summary>
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
