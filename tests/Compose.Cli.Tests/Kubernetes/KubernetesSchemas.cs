using System.Text.Json;
using System.Text.Json.Nodes;
using Compose.Testing;
using Compose.Testing.Processes;

namespace Compose.Cli.Tests.Kubernetes;

/// <summary>
/// The schemas of the Kubernetes API, by kind. As with `kubectl --validate=strict`, a field that a schema does not have is a problem.
/// </summary>
internal sealed class KubernetesSchemas
{
    private static readonly Lazy<Task<KubernetesSchemas>> Loaded = new(LoadAsync);

    private readonly Dictionary<string, PublishedSchema> _kinds;

    private KubernetesSchemas(Dictionary<string, PublishedSchema> kinds) => _kinds = kinds;

    public static Task<KubernetesSchemas> GetAsync() => Loaded.Value;

    public IReadOnlyList<string> Problems(JsonElement manifest)
    {
        var kind = $"{manifest.GetProperty("apiVersion").GetString()} {manifest.GetProperty("kind").GetString()}";
        return _kinds.TryGetValue(kind, out var schema) ? [.. schema.Problems(manifest).Select(problem => kind + problem)]
            : [$"{kind} is not of the Kubernetes API"];
    }

    private static async Task<KubernetesSchemas> LoadAsync()
    {
        var definitions = new JsonObject();
        foreach (var path in Directory.GetFiles(await KubernetesPackages.SchemaFolderAsync()).Order(StringComparer.Ordinal))
            foreach (var (name, definition) in Definitions(await File.ReadAllTextAsync(path)))
                definitions[name] = Simple(name, definition!.DeepClone());
        AddImageVolumes(definitions);
        var kinds = definitions.Select(definition => (Kind: KindOf(definition.Value!), definition.Key))
            .Where(definition => definition.Kind is not null).ToList();
        var root = JsonSerializer.SerializeToElement(new JsonObject { ["$defs"] = definitions });
        return new KubernetesSchemas(kinds.ToDictionary(item => item.Kind!, item => PublishedSchema.Of(root, item.Key)));
    }

    /// <summary>Both versions of OpenAPI, which name the place of definitions differently.</summary>
    private static JsonObject Definitions(string document)
    {
        var root = JsonNode.Parse(document.Replace("\"#/components/schemas/", "\"#/$defs/", StringComparison.Ordinal)
            .Replace("\"#/definitions/", "\"#/$defs/", StringComparison.Ordinal))!;
        return (root["definitions"] ?? root["components"]!["schemas"])!.AsObject();
    }

    /// <summary>
    /// OpenAPI 3 puts a reference that has a description into a list of one. Quantities and ports are numbers or texts, which OpenAPI 2
    /// cannot say.
    /// </summary>
    private static JsonNode Simple(string name, JsonNode schema)
    {
        if (name.EndsWith(".Quantity", StringComparison.Ordinal) || name.EndsWith(".IntOrString", StringComparison.Ordinal))
            return new JsonObject();
        if (schema is JsonObject { } one && one["allOf"] is JsonArray { Count: 1 } all)
        {
            one["$ref"] = all[0]!["$ref"]!.DeepClone();
            one.Remove("type");
        }

        foreach (var inner in Inner(schema))
            Simple("", inner);
        return schema;
    }

    /// <summary>Volumes of images came with Kubernetes 1.31; the documents are older.</summary>
    private static void AddImageVolumes(JsonObject definitions)
    {
        var text = new JsonObject { ["type"] = "string" };
        definitions["io.k8s.api.core.v1.Volume"]!["properties"]!.AsObject().Add("image", new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["reference"] = text, ["pullPolicy"] = text.DeepClone() },
        });
    }

    private static IEnumerable<JsonNode> Inner(JsonNode schema) => schema switch
    {
        JsonObject fields => fields.Select(field => field.Value).OfType<JsonNode>(),
        JsonArray items => items.OfType<JsonNode>(),
        _ => [],
    };

    private static string? KindOf(JsonNode definition)
    {
        if (definition["x-kubernetes-group-version-kind"] is not JsonArray { Count: 1 } kinds)
            return null;
        var (group, version) = (kinds[0]!["group"]!.GetValue<string>(), kinds[0]!["version"]!.GetValue<string>());
        return $"{(group.Length == 0 ? version : $"{group}/{version}")} {kinds[0]!["kind"]}";
    }
}
