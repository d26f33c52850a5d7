using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Compose.Files.Model;
using Compose.Files.Yaml;

namespace Compose.Planning.Desired;

/// <summary>
/// A short digest for each attribute of a service (each entry of one that is a mapping): enough to name the attribute that changed, and
/// nothing of its value. What the config hash leaves out is left out here.
/// </summary>
public static class AttributeDigests
{
    private const int DigestBytes = 4;
    private static readonly ImmutableHashSet<string> Ignored = ["build", "pull_policy", "scale", "depends_on", "profiles", "env_file", "label_file", "develop"];

    public static string Of(Service service) => string.Join(',', Leaves(service.Source).Select(leaf => $"{leaf.Path}={Digest(leaf.Value)}"));

    /// <summary>The attributes by path, each with the place of its value.</summary>
    public static IEnumerable<(string Path, YamlNode Value)> Leaves(YamlMapping service)
    {
        foreach (var entry in service.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            if (Ignored.Contains(entry.Key) || entry.Key.StartsWith("x-", StringComparison.Ordinal))
                continue;
            if (entry.Value is YamlMapping { Count: > 0 } mapping)
                foreach (var inner in mapping.Entries.OrderBy(inner => inner.Key, StringComparer.Ordinal).Where(inner => !IsReplicas(entry.Key, inner.Key)))
                    yield return ($"{entry.Key}.{Escape(inner.Key)}", inner.Value);
            else
                yield return (entry.Key, entry.Value);
        }
    }

    public static NamedMap<string> Parse(string? label)
    {
        var items = (label ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in items)
            if (item.LastIndexOf('=') is var at and > 0)
                found[item[..at]] = item[(at + 1)..];
        return new NamedMap<string>(found);
    }

    public static string Digest(YamlNode value)
    {
        var text = new StringBuilder();
        Write(value, text);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, DigestBytes));
    }

    private static bool IsReplicas(string attribute, string key) => attribute == "deploy" && key == "replicas";

    private static string Escape(string key) => key.Replace(',', '_').Replace('=', '_');

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
