using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Compose.Files.Schema;

/// <summary>
/// Writes the table as a JSON schema (draft 2020-12), for editors and other programs. It accepts what the loader accepts before variables
/// are put in; schemas that many attributes share are definitions.
/// </summary>
public sealed class JsonSchemaWriter
{
    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    private readonly Utf8JsonWriter _writer;
    private readonly SortedDictionary<string, ValueSchema> _definitions = new(StringComparer.Ordinal);

    private JsonSchemaWriter(Utf8JsonWriter writer) => _writer = writer;

    public static string Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
            new JsonSchemaWriter(writer).WriteProject();
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private void WriteProject()
    {
        Collect(ProjectSchema.Project);
        _writer.WriteStartObject();
        _writer.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        _writer.WriteString("$id", "urn:ncompose:compose.schema.json");
        _writer.WriteString("title", "Compose file");
        _writer.WriteString("description", "The services of a project and what they need, as the Compose Specification describes them.");
        WriteBody(ProjectSchema.Project);
        _writer.WriteStartObject("$defs");
        foreach (var (name, schema) in _definitions)
        {
            _writer.WriteStartObject(name);
            WriteBody(schema);
            _writer.WriteEndObject();
        }

        _writer.WriteEndObject();
        _writer.WriteEndObject();
    }

    /// <summary>Where items have a key, the later of two takes the place of the earlier, and repeating one is no mistake.</summary>
    private static string? NameOf(ValueSchema schema) =>
        schema.UniqueItems && schema.Key is not null && schema.Definition is { } name ? name + "_by_key" : schema.Definition;

    /// <summary>Schemas of one name are equal in JSON schema, whatever their merge rules.</summary>
    private void Collect(ValueSchema schema)
    {
        if (NameOf(schema) is { } name && !_definitions.TryAdd(name, schema))
            return;
        foreach (var field in schema.Fields)
            Collect(field.Schema);
        if (schema.Entries is not null)
            Collect(schema.Entries);
        if (schema.Items is not null)
            Collect(schema.Items);
    }

    private void WriteSchema(ValueSchema schema, Field? field = null)
    {
        _writer.WriteStartObject();
        if (field is not null)
            WriteNotes(field);
        if (NameOf(schema) is { } name)
            _writer.WriteString("$ref", "#/$defs/" + name);
        else
            WriteBody(schema);
        _writer.WriteEndObject();
    }

    private void WriteNotes(Field field)
    {
        _writer.WriteString("description", field.Deprecated is null ? field.Description
            : $"{field.Description} Better: {field.Deprecated}.");
        if (field.Deprecated is not null)
            _writer.WriteBoolean("deprecated", true);
        if (field.Printed == Printed.UnlessTrue)
            _writer.WriteBoolean("default", true);
    }

    private void WriteBody(ValueSchema schema)
    {
        // What is cast may be written as a string, to hold a variable.
        WriteTypes(schema.Cast == Cast.None ? schema.Types : schema.Types | ValueTypes.String);
        if (schema.Types.HasFlag(ValueTypes.Object))
            WriteObject(schema);
        if (schema.Types.HasFlag(ValueTypes.Array) && schema.Items is { } items)
        {
            _writer.WritePropertyName("items");
            WriteSchema(items);
            if (schema.UniqueItems && schema.Key is null)
                _writer.WriteBoolean("uniqueItems", true);
        }

        WriteStringRules(schema);
        if (schema.Minimum is { } minimum)
            _writer.WriteNumber("minimum", minimum);
        if (schema.Maximum is { } maximum)
            _writer.WriteNumber("maximum", maximum);
    }

    private void WriteTypes(ValueTypes types)
    {
        if (types == ValueTypes.Any)
            return;
        var names = TypeNames(types);
        if (names.Count == 1)
        {
            _writer.WriteString("type", names[0]);
            return;
        }

        _writer.WriteStartArray("type");
        foreach (var name in names)
            _writer.WriteStringValue(name);
        _writer.WriteEndArray();
    }

    private static List<string> TypeNames(ValueTypes types)
    {
        var names = new List<string>();
        foreach (var (type, name) in (ReadOnlySpan<(ValueTypes, string)>)
            [(ValueTypes.String, "string"), (ValueTypes.Boolean, "boolean"), (ValueTypes.Number, "number"), (ValueTypes.Array, "array"),
                (ValueTypes.Object, "object"), (ValueTypes.Null, "null")])
            if (types.HasFlag(type))
                names.Add(name);
        if (types.HasFlag(ValueTypes.Integer) && !types.HasFlag(ValueTypes.Number))
            names.Add("integer");
        return names;
    }

    private void WriteObject(ValueSchema schema)
    {
        if (!schema.Fields.IsEmpty)
        {
            _writer.WriteStartObject("properties");
            foreach (var field in schema.Fields)
            {
                _writer.WritePropertyName(field.Name);
                WriteSchema(field.Schema, field);
            }

            _writer.WriteEndObject();
        }

        if (schema.Entries is not null || schema.Extensions)
        {
            _writer.WriteStartObject("patternProperties");
            if (schema.Extensions)
            {
                _writer.WriteStartObject("^x-");
                _writer.WriteEndObject();
            }

            if (schema.Entries is { } entries)
            {
                _writer.WritePropertyName(Pattern(schema.Names));
                WriteSchema(entries);
            }

            _writer.WriteEndObject();
        }

        if (!schema.Open)
            _writer.WriteBoolean("additionalProperties", false);
        WriteRequired(schema);
    }

    private void WriteRequired(ValueSchema schema)
    {
        if (!schema.Fields.Any(field => field.Required))
            return;
        _writer.WriteStartArray("required");
        foreach (var field in schema.Fields)
            if (field.Required)
                _writer.WriteStringValue(field.Name);
        _writer.WriteEndArray();
    }

    private static string Pattern(NameRule rule) => rule switch
    {
        NameRule.Resource => "^[a-zA-Z0-9._-]+$",
        NameRule.LowerCase => "^[a-z]+$",
        _ => "^.+$",
    };

    /// <summary>Choices and patterns bind strings only, and what holds a variable may become anything.</summary>
    private void WriteStringRules(ValueSchema schema)
    {
        if (schema.Pattern is { } pattern)
            _writer.WriteString("pattern", $"{pattern.Expression}|\\$");
        if (schema.Choices.IsEmpty)
            return;
        _writer.WriteStartArray("anyOf");
        _writer.WriteStartObject();
        _writer.WriteStartArray("enum");
        foreach (var choice in schema.Choices)
            _writer.WriteStringValue(choice);
        _writer.WriteEndArray();
        _writer.WriteEndObject();
        _writer.WriteStartObject();
        _writer.WriteString("pattern", "\\$");
        if (schema.Types == ValueTypes.String)
            _writer.WriteString("type", "string");
        _writer.WriteEndObject();
        _writer.WriteEndArray();
    }
}
