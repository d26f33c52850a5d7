using System.Text.Json;
using System.Text.Json.Nodes;
using Compose.Planning.Secrets;

namespace Compose.Cli.Commands.Inspecting;

/// <summary>
/// Hides the secrets in a document of the engine: values with the name of a secret, arguments, and texts that hold or look like one.
/// </summary>
internal sealed class InspectMask(Redaction redaction)
{
    // A blank inside of an argument must not look like one between two arguments.
    private const char InnerBlank = '\u0001';
    private static readonly string[] CommandLines = ["Args", "Cmd", "Entrypoint", "Shell", "Test"];

    public JsonObject Apply(JsonObject document) =>
        new(document.Select(item => KeyValuePair.Create(item.Key, Masked(item.Key, item.Value))));

    private JsonNode? Masked(string name, JsonNode? value) => value switch
    {
        JsonObject inner => Apply(inner),
        JsonArray list when name == "Env" => Texts(list, Variable),
        JsonArray list when CommandLines.Contains(name) && list.All(IsText) => Arguments(list),
        JsonArray list => new JsonArray([.. list.Select(item => Masked("", item))]),
        JsonValue text when IsText(text) => Masked(name, text.GetValue<string>()),
        _ => value?.DeepClone(),
    };

    private JsonValue Masked(string name, string value) =>
        JsonValue.Create(value.Length == 0 ? value : redaction.Shown(name.Replace('.', '_'), value))!;

    private string Variable(string pair)
    {
        var at = pair.IndexOf('=', StringComparison.Ordinal);
        return at <= 0 ? redaction.Text(pair) : $"{pair[..at]}={redaction.Shown("environment." + pair[..at], pair[(at + 1)..])}";
    }

    private JsonArray Arguments(JsonArray list)
    {
        var joined = string.Join(' ', list.Select(item => redaction.Text(item!.GetValue<string>()).Replace(' ', InnerBlank)));
        var masked = redaction.Text(joined).Split(' ');
        return new JsonArray([.. masked.Select(word => (JsonNode?)JsonValue.Create(word.Replace(InnerBlank, ' ')))]);
    }

    private static JsonArray Texts(JsonArray list, Func<string, string> mask) =>
        new([.. list.Select(item => IsText(item) ? JsonValue.Create(mask(item!.GetValue<string>())) : item?.DeepClone())]);

    private static bool IsText(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String;
}
