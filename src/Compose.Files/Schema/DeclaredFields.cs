using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Schema;

/// <summary>Goes down a tree and the table together, and returns the row of every attribute that the tree declares.</summary>
internal static class DeclaredFields
{
    public static IEnumerable<(AttributePath Path, Field Field, YamlEntry Entry)> Of(
        AttributePath path, YamlNode node, ValueSchema schema) =>
        node switch
        {
            YamlMapping mapping => mapping.Entries.SelectMany(entry => OfEntry(path / entry.Key, entry, schema)),
            YamlSequence list when schema.Items is { } item => list.Items.SelectMany((value, index) => Of(path / $"{index}", value, item)),
            _ => [],
        };

    private static IEnumerable<(AttributePath Path, Field Field, YamlEntry Entry)> OfEntry(
        AttributePath path, YamlEntry entry, ValueSchema schema)
    {
        if (schema.TryGetField(entry.Key, out var field))
            yield return (path, field, entry);
        if (schema.Child(entry.Key) is { } child)
            foreach (var inner in Of(path, entry.Value, child))
                yield return inner;
    }
}
