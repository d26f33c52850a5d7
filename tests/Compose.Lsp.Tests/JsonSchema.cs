using System.Text.Json.Nodes;
using Compose.Testing;

namespace Compose.Lsp.Tests;

/// <summary>What schemas/compose.schema.json allows at a path.</summary>
internal sealed class JsonSchema
{
    private readonly JsonObject _root =
        JsonNode.Parse(File.ReadAllText(RepositoryRoot.Combine("schemas", "compose.schema.json")))!.AsObject();

    /// <summary>The schema at a path, in which `[]` is an item of a list; null where everything is allowed.</summary>
    public JsonObject? At(IEnumerable<string> path)
    {
        var schema = _root;
        foreach (var step in path)
        {
            if (Step(schema, step) is not { } inner)
                return null;
            schema = Resolve(inner);
        }

        return schema;
    }

    /// <summary>The only legal words at a path, besides what holds a variable; null where others are legal too.</summary>
    public string[]? Words(IEnumerable<string> path) =>
        (At(path)?["anyOf"] as JsonArray)?.Select(one => one!["enum"] as JsonArray).FirstOrDefault(one => one is not null)
            ?.Select(word => word!.GetValue<string>()).ToArray();

    private static JsonObject? Step(JsonObject schema, string step)
    {
        if (step == "[]")
            return schema["items"] as JsonObject;
        return schema["properties"]?[step] as JsonObject
            ?? (schema["patternProperties"] as JsonObject)?.FirstOrDefault(pattern => pattern.Key != "^x-").Value as JsonObject
            ?? schema["additionalProperties"] as JsonObject;
    }

    private JsonObject Resolve(JsonObject schema)
    {
        while (schema["$ref"]?.GetValue<string>() is { } reference)
            schema = _root["$defs"]![reference["#/$defs/".Length..]]!.AsObject();
        return schema;
    }
}
