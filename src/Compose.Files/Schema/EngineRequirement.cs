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

    private static IEnumerable<EngineRequirement> Of(AttributePath path, YamlNode node, ValueSchema schema) => node switch
    {
        YamlMapping mapping => mapping.Entries.SelectMany(entry => OfEntry(path / entry.Key, entry, schema)),
        YamlSequence list when schema.Items is { } item => list.Items.SelectMany((value, index) => Of(path / $"{index}", value, item)),
        _ => [],
    };

    private static IEnumerable<EngineRequirement> OfEntry(AttributePath path, YamlEntry entry, ValueSchema schema)
    {
        if (schema.TryGetField(entry.Key, out var field) && SinceOf(field, entry.Value) is { } since)
            yield return new EngineRequirement(path, entry.Value, since);
        if (schema.Child(entry.Key) is { } child)
            foreach (var inner in Of(path, entry.Value, child))
                yield return inner;
    }

    private static Version? SinceOf(Field field, YamlNode value) =>
        field.Since is { } since
            && (field.SinceWords.IsEmpty || (value is YamlScalar { Text: var word } && field.SinceWords.Contains(word)))
            ? since
            : null;
}
