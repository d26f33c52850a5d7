using System.Text.Json;
using System.Text.RegularExpressions;

namespace Compose.Files.Tests.Schema;

/// <summary>
/// Judges values by a JSON schema, as far as ours goes: a word that is not known here is an error, so that nothing is passed over.
/// </summary>
internal sealed class SchemaVerdict(JsonElement root)
{
    public bool Accepts(JsonElement value) => Accepts(root, value);

    private bool Accepts(JsonElement schema, JsonElement value)
    {
        foreach (var rule in schema.EnumerateObject())
            if (!Holds(rule, schema, value))
                return false;
        return true;
    }

    private bool Holds(JsonProperty rule, JsonElement schema, JsonElement value) => rule.Name switch
    {
        "$schema" or "$id" or "$defs" or "title" or "description" or "deprecated" or "default" => true,
        "$ref" => Accepts(root.GetProperty("$defs").GetProperty(rule.Value.GetString()!["#/$defs/".Length..]), value),
        "type" => rule.Value.ValueKind == JsonValueKind.Array ? rule.Value.EnumerateArray().Any(type => IsOf(type.GetString()!, value))
            : IsOf(rule.Value.GetString()!, value),
        "properties" or "patternProperties" => true, // judged with what else a mapping may hold
        "additionalProperties" =>
            value.ValueKind != JsonValueKind.Object || value.EnumerateObject().All(entry => IsKnown(schema, entry.Name)),
        "required" => value.ValueKind != JsonValueKind.Object
            || rule.Value.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
        "items" => value.ValueKind != JsonValueKind.Array || value.EnumerateArray().All(item => Accepts(rule.Value, item)),
        "uniqueItems" => value.ValueKind != JsonValueKind.Array || AreUnique([.. value.EnumerateArray()]),
        "enum" => rule.Value.EnumerateArray().Any(choice => JsonElement.DeepEquals(choice, value)),
        "anyOf" => rule.Value.EnumerateArray().Any(choice => Accepts(choice, value)),
        "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, rule.Value.GetString()!),
        "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() >= rule.Value.GetDouble(),
        "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() <= rule.Value.GetDouble(),
        _ => throw new NotSupportedException($"the schema says {rule.Name}, which this test cannot judge"),
    } && (rule.Name is not ("properties" or "patternProperties") || Members(rule, value));

    private bool Members(JsonProperty rule, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return true;
        foreach (var member in rule.Value.EnumerateObject())
            foreach (var entry in value.EnumerateObject())
                if ((rule.Name == "properties" ? entry.Name == member.Name : Regex.IsMatch(entry.Name, member.Name))
                    && !Accepts(member.Value, entry.Value))
                    return false;
        return true;
    }

    private static bool IsKnown(JsonElement schema, string name) =>
        (schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(name, out _))
        || (schema.TryGetProperty("patternProperties", out var patterns)
            && patterns.EnumerateObject().Any(pattern => Regex.IsMatch(name, pattern.Name)));

    private static bool AreUnique(JsonElement[] items)
    {
        for (var i = 0; i < items.Length; i++)
            for (var j = 0; j < i; j++)
                if (JsonElement.DeepEquals(items[i], items[j]))
                    return false;
        return true;
    }

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && double.IsInteger(value.GetDouble()),
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => throw new NotSupportedException($"the schema has a type {type}"),
    };
}
