using Compose.Files.Yaml;

namespace Compose.Files.Schema;

/// <summary>What to write in place of a value of a wrong type.</summary>
internal static class TypeHelp
{
    public static string? Of(YamlNode node, ValueSchema schema) =>
        schema.Help?.Invoke(node) ?? Attribute(node, schema) ?? InPlace(node, schema) ?? General(node, schema.Types);

    public static string? Duration(YamlNode node) =>
        node is YamlScalar { Kind: ScalarKind.Integer or ScalarKind.Float } number ? $"write it with its unit: {number.Text}s" : null;

    public static string? Restart(YamlNode node) =>
        node is YamlScalar { Kind: ScalarKind.Boolean } flag ? flag.Text == "true" ? "write always"
            : "write \"no\", in quotes: without them it is a boolean" : null;

    public static string? Dependency(YamlNode node) => node switch
    {
        YamlScalar { Kind: ScalarKind.String, Text: var condition } => $"write {{condition: {condition}}}",
        { IsNull: true } => "write {condition: service_started} for it, or a list of names: `- db`",
        _ => null,
    };

    public static string? Secret(YamlNode node) =>
        node.IsNull ? "write where its content is below it: `file: PATH`, `environment: VARIABLE` or `external: true`" : null;

    public static string? Config(YamlNode node) =>
        node.IsNull ? "write where its content is below it: `file: PATH`, `content: TEXT`, `environment: VARIABLE` or `external: true`"
            : null;

    public static string? Condition(YamlNode node) =>
        node.IsNull ? "write service_started, service_healthy or service_completed_successfully" : null;

    /// <summary>An item of a list such as `environment`.</summary>
    public static string? KeyValueItem(YamlNode node) =>
        node is YamlMapping { Entries: [{ Key: var key, Value: YamlScalar value }] } ? $"write `- {key}={value.Text}`, or remove the dash"
            : null;

    /// <summary>`image a` in place of a mapping: an attribute whose colon is missing.</summary>
    private static string? Attribute(YamlNode node, ValueSchema schema) =>
        node is YamlScalar { Kind: ScalarKind.String, Text: var text } && text.Split(' ', 2) is [var name, var value]
            && schema.IndexOf(name) >= 0
            ? $"write `{name}: {value}`" : null;

    /// <summary>A value by itself in place of a list, or of a mapping that needs one attribute.</summary>
    private static string? InPlace(YamlNode node, ValueSchema schema) => node switch
    {
        YamlScalar { Kind: ScalarKind.Integer, Text: var number } when schema.Types == ValueTypes.Array && schema.Items is { } items
            && (items.Types & (ValueTypes.String | ValueTypes.Number)) != 0 => $"write a list: [\"{number}\"]",
        YamlScalar { Kind: ScalarKind.String, Text: var text } when schema.Types == ValueTypes.Array
            && schema.Items is { Types: ValueTypes.Object } hook && hook.IndexOf("command") >= 0 => $"write a list: [{{command: {text}}}]",
        YamlScalar { Kind: ScalarKind.String, Text: var text } when schema.Types == ValueTypes.Object =>
            schema.IndexOf(text) is >= 0 and var flag && schema.Fields[flag].Schema.Types.HasFlag(ValueTypes.Boolean)
                ? $"write {{{text}: true}}"
            : schema.Fields.Where(field => field.Required).ToList() is [var needed] ? $"write {{{needed.Name}: {text}}}"
            : null,
        _ => null,
    };

    private static string? General(YamlNode node, ValueTypes types) => node switch
    {
        YamlScalar { Kind: ScalarKind.Null } => types.HasFlag(ValueTypes.Object) ? "write {} for nothing, or remove the key" : null,
        YamlScalar { Kind: ScalarKind.String } text => ForText(text.Text, types),
        YamlScalar { Kind: ScalarKind.Integer or ScalarKind.Float } when types.HasFlag(ValueTypes.Boolean) => "write true or false",
        YamlScalar scalar when types.HasFlag(ValueTypes.String) => IsQuoted(scalar) ? null : $"quote it: \"{scalar.Text}\"",
        YamlMapping { Entries: [{ Key: var key, Value: YamlScalar value }] } when types.HasFlag(ValueTypes.String)
            && (types & (ValueTypes.Object | ValueTypes.Number)) == 0 =>
            $"quote it if it is one text: \"{key}: {value.Text}\"",
        _ => null,
    };

    private static string? ForText(string text, ValueTypes types)
    {
        if (types.HasFlag(ValueTypes.Object) && text.IndexOf(':') is > 0 and var colon && colon < text.Length - 1)
            return $"a colon wants a blank after it: \"{text[..colon]}: {text[(colon + 1)..]}\"";
        return types.HasFlag(ValueTypes.Array) ? $"write a list: [\"{text}\"]" : null;
    }

    /// <summary>A text that was cast, as some attributes do with whatever looks like a number.</summary>
    private static bool IsQuoted(YamlScalar scalar) => scalar.Span.Length == scalar.Text.Length + 2;
}
