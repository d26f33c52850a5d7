using Compose.Files.Schema;

namespace Compose.Lsp.Answers;

/// <summary>What the attribute table says of an attribute, in words.</summary>
internal static class FieldText
{
    public static string Description(Field field) =>
        field.Deprecated is { } advice ? $"{field.Description} Deprecated: {advice}." : field.Description;

    public static string Types(ValueSchema schema)
    {
        var names = new List<string>(4);
        if (schema.Types.HasFlag(ValueTypes.String))
            names.Add("string");
        if ((schema.Types & ValueTypes.Number) != 0)
            names.Add("number");
        if (schema.Types.HasFlag(ValueTypes.Boolean))
            names.Add("boolean");
        if (schema.Types.HasFlag(ValueTypes.Array))
            names.Add("list");
        if (schema.Types.HasFlag(ValueTypes.Object))
            names.Add("mapping");
        return string.Join(" or ", names);
    }

    /// <summary>For a hover: types, legal values, and where it has no effect.</summary>
    public static string Markdown(Field field)
    {
        var text = $"**{field.Name}** ({Types(field.Schema)})\n\n{Description(field)}";
        if (!field.Schema.Choices.IsEmpty)
            text += $"\n\nOne of {string.Join(", ", field.Schema.Choices.Select(choice => $"`{choice}`"))}.";
        if (field.NoEffectOnEngine)
            text += "\n\nIt has no effect on one engine.";
        return field.Swarm switch
        {
            SwarmUse.Ignored => text + "\n\nA swarm ignores it.",
            SwarmUse.Refused => text + "\n\nIt is refused on a swarm.",
            _ => text,
        };
    }
}
