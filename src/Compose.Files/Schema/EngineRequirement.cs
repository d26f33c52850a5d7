using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Schema;

/// <summary>An attribute of a project that needs a minimum version of the Engine API.</summary>
public sealed record EngineRequirement(AttributePath Path, YamlNode Node, Version Since)
{
    public static IEnumerable<EngineRequirement> OfService(string name, YamlMapping service) =>
        Of(AttributePath.Of("services", name), service, ServiceSchema.Service);

    public static IEnumerable<EngineRequirement> OfNetwork(string key, YamlMapping network) =>
        Of(AttributePath.Of("networks", key), network, ResourceSchemas.Network);

    private static IEnumerable<EngineRequirement> Of(AttributePath path, YamlNode node, ValueSchema schema) =>
        from declared in DeclaredFields.Of(path, node, schema)
        let since = SinceOf(declared.Field, declared.Entry.Value)
        where since is not null
        select new EngineRequirement(declared.Path, declared.Entry.Value, since);

    private static Version? SinceOf(Field field, YamlNode value) =>
        field.Since is { } since
            && (field.SinceWords.IsEmpty || (value is YamlScalar { Text: var word } && field.SinceWords.Contains(word)))
            ? since
            : null;
}
