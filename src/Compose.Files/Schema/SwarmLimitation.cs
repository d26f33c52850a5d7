using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Schema;

/// <summary>An attribute of a service that a swarm does not take.</summary>
public sealed record SwarmLimitation(AttributePath Path, YamlEntry Entry, SwarmUse Use)
{
    public static IEnumerable<SwarmLimitation> OfService(string name, YamlMapping service) =>
        Of(AttributePath.Of("services", name), service, ServiceSchema.Service);

    private static IEnumerable<SwarmLimitation> Of(AttributePath path, YamlNode node, ValueSchema schema) => node switch
    {
        YamlMapping mapping => mapping.Entries.SelectMany(entry => OfEntry(path / entry.Key, entry, schema)),
        YamlSequence list when schema.Items is { } item => list.Items.SelectMany((value, index) => Of(path / $"{index}", value, item)),
        _ => [],
    };

    private static IEnumerable<SwarmLimitation> OfEntry(AttributePath path, YamlEntry entry, ValueSchema schema)
    {
        if (schema.TryGetField(entry.Key, out var field) && field.Swarm != SwarmUse.Taken)
            return HasEffect(entry.Value) && !IsOfShortForm(entry) ? [new SwarmLimitation(path, entry, field.Swarm)] : [];
        return schema.Child(entry.Key) is { } child ? Of(path, entry.Value, child) : [];
    }

    /// <summary>A flag that a short form sets by itself has the place of the whole text.</summary>
    private static bool IsOfShortForm(YamlEntry entry) => entry.Value is YamlScalar { Kind: ScalarKind.Boolean }
        && entry.KeySpan == entry.Value.Span;

    private static bool HasEffect(YamlNode value) => value switch
    {
        YamlScalar { IsNull: true } or YamlScalar { Text: "" or "false" or "0" or "private" or "0.0.0.0" or "::" } => false,
        YamlSequence list => !list.Items.IsEmpty,
        YamlMapping mapping => mapping.Count > 0,
        _ => true,
    };
}
