using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Normalizing;

/// <summary>Gives every network, volume, config and secret the name that the engine knows it by.</summary>
public static class Names
{
    private static readonly string[] Sections = ["networks", "volumes", "configs", "secrets"];

    public static YamlMapping Apply(YamlMapping tree, string project)
    {
        foreach (var section in Sections)
            tree = tree.MapMapping(section, members => members.MapValues(entry => Named(entry, project)));
        return tree;
    }

    private static YamlNode Named(YamlEntry entry, string project)
    {
        if (entry.Value is not YamlMapping resource)
            return entry.Value.IsNull ? Named(new YamlMapping(entry.Value.Span, []), entry, project) : entry.Value;
        return resource["name"] is { IsNull: false } ? resource : Named(resource, entry, project);
    }

    private static YamlMapping Named(YamlMapping resource, YamlEntry entry, string project)
    {
        var name = IsExternal(resource) ? entry.Key : project + "_" + entry.Key;
        return resource.With("name", YamlScalar.String(entry.KeySpan, name), SourceSpan.None);
    }

    private static bool IsExternal(YamlMapping resource) =>
        resource["external"] is YamlScalar { Text: "true" or "True" or "TRUE" or "1" or "t" or "T" };
}
