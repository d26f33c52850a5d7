using System.Text;

namespace Compose.Files.Schema;

/// <summary>
/// The table as Markdown, for the documentation: every attribute with its types, how files are merged there, and what it is.
/// </summary>
public static class AttributeTable
{
    public static string Write()
    {
        var text = new StringBuilder();
        Section(text, "Top level", ProjectSchema.Project, "");
        Section(text, "Services", ProjectSchema.Services.Entries!, "");
        foreach (var name in (ReadOnlySpan<string>)["networks", "volumes", "secrets", "configs", "models"])
            Section(text, char.ToUpperInvariant(name[0]) + name[1..], ProjectSchema.Project.Child(name)!.Entries!, "");
        return text.ToString();
    }

    private static void Section(StringBuilder text, string title, ValueSchema schema, string prefix)
    {
        text.Append("## ").Append(title).Append("\n\n| attribute | types | merging | |\n|---|---|---|---|\n");
        Rows(text, schema, prefix);
        text.Append('\n');
    }

    private static void Rows(StringBuilder text, ValueSchema schema, string prefix)
    {
        foreach (var field in schema.Fields)
        {
            var path = prefix + field.Name;
            text.Append("| `").Append(path).Append("` | ").Append(Types(field.Schema.Types)).Append(" | ").Append(Merging(field.Schema))
                .Append(" | ").Append(field.Description);
            if (field.Since is { } api)
                text.Append(field.SinceWords.IsEmpty ? ""
                    : $" `{string.Join("`, `", field.SinceWords)}`:").Append(" Engine API ").Append(api).Append('.');
            if (field.SinceV5)
                text.Append(" Since Docker Compose 5.");
            text.Append(field.Swarm switch
            {
                SwarmUse.Ignored => " Of no effect on a swarm.",
                SwarmUse.Refused => " Refused on a swarm.",
                _ => "",
            });
            text.Append(" |\n");
            Rows(text, field.Schema, path + ".");
            if (field.Schema.Items is { Fields.IsEmpty: false } item)
                Rows(text, item, path + "[].");

            // Sections of the top level have headings of their own.
            if (prefix.Length > 0 || !ReferenceEquals(schema, ProjectSchema.Project))
                if (field.Schema.Entries is { Fields.IsEmpty: false } entry)
                    Rows(text, entry, path + ".*.");
        }
    }

    private static string Types(ValueTypes types)
    {
        var names = new List<string>();
        if (types.HasFlag(ValueTypes.String))
            names.Add("string");
        if (types.HasFlag(ValueTypes.Number))
            names.Add("number");
        else if (types.HasFlag(ValueTypes.Integer))
            names.Add("integer");
        if (types.HasFlag(ValueTypes.Boolean))
            names.Add("boolean");
        if (types.HasFlag(ValueTypes.Array))
            names.Add("list");
        if (types.HasFlag(ValueTypes.Object))
            names.Add("mapping");
        if (types.HasFlag(ValueTypes.Null))
            names.Add("null");
        return string.Join(", ", names);
    }

    private static string Merging(ValueSchema schema) => schema.Merge switch
    {
        MergeRule.Replace => "replaced",
        MergeRule.ToList when schema.Key is not null => "appended by key",
        MergeRule.ToList => "appended",
        MergeRule.ExtraHosts => "appended, once each",
        MergeRule.Tmpfs => "appended by path",
        MergeRule.Logging => "by key under one driver",
        MergeRule.Pools => "by subnet",
        MergeRule.Devices => "appended; `all` replaces",
        MergeRule.Build or MergeRule.Dependencies or MergeRule.Names or MergeRule.KeyValueMapping => "by key",
        _ when schema.Types.HasFlag(ValueTypes.Object) => "by key",
        _ when schema.Types.HasFlag(ValueTypes.Array) => schema.Key is null ? "appended" : "appended by key",
        _ => "replaced",
    };
}
