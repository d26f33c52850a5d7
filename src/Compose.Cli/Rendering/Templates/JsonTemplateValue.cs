using System.Text.Json;
using System.Text.Json.Nodes;

namespace Compose.Cli.Rendering.Templates;

/// <summary>A document of the engine as a template sees it: the names are those of its JSON.</summary>
internal static class JsonTemplateValue
{
    public static TemplateValue.Fields Of(JsonObject document) =>
        new([.. document.Select(item => KeyValuePair.Create(item.Key, Of(item.Value)))]);

    private static TemplateValue Of(JsonNode? node) => node switch
    {
        JsonObject document => Of(document),
        JsonArray list => new TemplateValue.List([.. list.Select(Of)]),
        JsonValue value => Of(value),
        _ => TemplateValue.Nothing,
    };

    private static TemplateValue Of(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.True => TemplateValue.Of(true),
        JsonValueKind.False => TemplateValue.Of(false),
        JsonValueKind.Number when value.TryGetValue<long>(out var number) => TemplateValue.Of(number),
        JsonValueKind.String => TemplateValue.Of(value.GetValue<string>()),
        _ => TemplateValue.Of(value.ToJsonString()),
    };
}
