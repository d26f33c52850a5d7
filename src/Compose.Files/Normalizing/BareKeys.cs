using Compose.Files.Environment;
using Compose.Files.Yaml;

namespace Compose.Files.Normalizing;

/// <summary>A key without a value (<c>environment: [TERM]</c>) takes the value of the variable of that name.</summary>
public static class BareKeys
{
    /// <summary>
    /// Resolves a mapping with null values or a list of <c>KEY</c> and <c>KEY=VALUE</c>; <paramref name="keepUnset"/> keeps those without a
    /// variable.
    /// </summary>
    public static YamlNode Resolve(YamlNode node, ComposeEnvironment environment, bool keepUnset) => node switch
    {
        YamlMapping mapping => mapping.MapValues(entry => entry.Value.IsNull ? Value(entry, environment, keepUnset) : entry.Value),
        YamlSequence list => list.MapItems(item => item is YamlScalar scalar ? Item(scalar, environment, keepUnset) : item),
        _ => node,
    };

    private static YamlNode? Value(YamlEntry entry, ComposeEnvironment environment, bool keepUnset)
    {
        if (environment.Find(entry.Key) is { } value)
            return YamlScalar.String(entry.KeySpan, value);
        return keepUnset ? entry.Value : null;
    }

    private static YamlScalar? Item(YamlScalar item, ComposeEnvironment environment, bool keepUnset)
    {
        if (item.Text.Contains('='))
            return item;
        if (environment.Find(item.Text) is { } value)
            return YamlScalar.String(item.Span, item.Text + "=" + value);
        return keepUnset ? item : null;
    }
}
