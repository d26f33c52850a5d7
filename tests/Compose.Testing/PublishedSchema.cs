using System.Text.Json;

namespace Compose.Testing;

/// <summary>A published schema against what is really printed: nothing that it does not know, and all that it demands.</summary>
public sealed class PublishedSchema
{
    public static readonly PublishedSchema Plan = new("plan.schema.json");
    public static readonly PublishedSchema Events = new("events.schema.json");
    public static readonly PublishedSchema Logs = new("logs.schema.json");
    public static readonly PublishedSchema Graph = new("graph.schema.json");
    public static readonly PublishedSchema Timeline = new("timeline.schema.json");
    public static readonly PublishedSchema Ui = new("ui.schema.json");
    public static readonly PublishedSchema Schedule = new("schedule.schema.json");
    public static readonly PublishedSchema Watch = new("watch.schema.json");

    public static readonly PublishedSchema Sarif = new("sarif.schema.json");

    private readonly JsonElement _document;

    private PublishedSchema(string name) : this(JsonDocument.Parse(File.ReadAllText(RepositoryRoot.Combine("schemas", name))).RootElement)
    {
    }

    private PublishedSchema(JsonElement root) => Root = _document = root;

    private PublishedSchema(JsonElement root, string definition)
    {
        _document = root;
        Root = root.GetProperty("$defs").GetProperty(definition);
    }

    public JsonElement Root { get; }

    /// <summary>One of the definitions of a document.</summary>
    public static PublishedSchema Of(JsonElement document, string definition) => new(document, definition);

    public IReadOnlyList<string> Problems(JsonElement value)
    {
        var problems = new List<string>();
        Check(Root, value, "", problems);
        return problems;
    }

    private void Check(JsonElement schema, JsonElement value, string at, List<string> problems)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            schema = _document.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]);
        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(word => word.GetString() == value.GetString()))
            problems.Add($"{at}: {value} is not among the words");
        if (schema.TryGetProperty("type", out var type)
            && type.GetString()!.Replace("number", "integer", StringComparison.Ordinal) != Kind(value))
            problems.Add($"{at}: {value.ValueKind} instead of {type}");
        if (schema.TryGetProperty("required", out var required))
            problems.AddRange(
                required.EnumerateArray().Where(name => !Has(value, name.GetString()!)).Select(name => $"{at}: no {name}"));
        if (value.ValueKind == JsonValueKind.Object
            && (schema.TryGetProperty("properties", out _) || schema.TryGetProperty("additionalProperties", out _)))
            foreach (var property in value.EnumerateObject())
                if (Inner(schema, property.Name) is { } inner)
                    Check(inner, property.Value, $"{at}.{property.Name}", problems);
                else
                    problems.Add($"{at}: {property.Name} is not published");
        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
            foreach (var item in value.EnumerateArray())
                Check(items, item, at + "[]", problems);
    }

    private static JsonElement? Inner(JsonElement schema, string property) =>
        schema.TryGetProperty("properties", out var known) && known.TryGetProperty(property, out var inner) ? inner
        : schema.TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.Object ? others
        : null;

    private static bool Has(JsonElement value, string name) => value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out _);

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "integer",
        JsonValueKind.Null => "null",
        _ => "boolean",
    };
}
