using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Compose.Files.Shape;

/// <summary>
/// Writes the table as a JSON schema (draft 2020-12), for editors and other programs. It accepts what the loader accepts before variables
/// are put in; shapes that many attributes share are definitions.
/// </summary>
public sealed class SchemaWriter
{
    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    private readonly Utf8JsonWriter _writer;
    private readonly SortedDictionary<string, ValueShape> _definitions = new(StringComparer.Ordinal);

    private SchemaWriter(Utf8JsonWriter writer) => _writer = writer;

    public static string Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
            new SchemaWriter(writer).WriteProject();
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private void WriteProject()
    {
        Collect(ProjectShape.Project);
        _writer.WriteStartObject();
        _writer.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        _writer.WriteString("title", "Compose file");
        _writer.WriteString("description", "The services of a project and what they need, as the Compose Specification describes them.");
        WriteBody(ProjectShape.Project);
        _writer.WriteStartObject("$defs");
        foreach (var (name, shape) in _definitions)
        {
            _writer.WriteStartObject(name);
            WriteBody(shape);
            _writer.WriteEndObject();
        }

        _writer.WriteEndObject();
        _writer.WriteEndObject();
    }

    /// <summary>Where items have a key, the later of two takes the place of the earlier, and repeating one is no mistake.</summary>
    private static string? NameOf(ValueShape shape) =>
        shape.UniqueItems && shape.Key is not null && shape.Definition is { } name ? name + "_by_key" : shape.Definition;

    /// <summary>Shapes of one name say the same to a schema, whatever merge rules they have.</summary>
    private void Collect(ValueShape shape)
    {
        if (NameOf(shape) is { } name && !_definitions.TryAdd(name, shape))
            return;
        foreach (var field in shape.Fields)
            Collect(field.Shape);
        if (shape.Entries is not null)
            Collect(shape.Entries);
        if (shape.Items is not null)
            Collect(shape.Items);
    }

    private void WriteShape(ValueShape shape, Field? field = null)
    {
        _writer.WriteStartObject();
        if (field is not null)
            WriteNotes(field);
        if (NameOf(shape) is { } name)
            _writer.WriteString("$ref", "#/$defs/" + name);
        else
            WriteBody(shape);
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

    private void WriteBody(ValueShape shape)
    {
        // What is cast may be written as a string, to hold a variable.
        WriteTypes(shape.Cast == Cast.None ? shape.Types : shape.Types | ValueTypes.String);
        if (shape.Types.HasFlag(ValueTypes.Object))
            WriteObject(shape);
        if (shape.Types.HasFlag(ValueTypes.Array) && shape.Items is { } items)
        {
            _writer.WritePropertyName("items");
            WriteShape(items);
            if (shape.UniqueItems && shape.Key is null)
                _writer.WriteBoolean("uniqueItems", true);
        }

        WriteStringRules(shape);
        if (shape.Minimum is { } minimum)
            _writer.WriteNumber("minimum", minimum);
        if (shape.Maximum is { } maximum)
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
            [(ValueTypes.String, "string"), (ValueTypes.Boolean, "boolean"), (ValueTypes.Number, "number"), (ValueTypes.Array, "array"), (ValueTypes.Object, "object"), (ValueTypes.Null, "null")])
            if (types.HasFlag(type))
                names.Add(name);
        if (types.HasFlag(ValueTypes.Integer) && !types.HasFlag(ValueTypes.Number))
            names.Add("integer");
        return names;
    }

    private void WriteObject(ValueShape shape)
    {
        if (!shape.Fields.IsEmpty)
        {
            _writer.WriteStartObject("properties");
            foreach (var field in shape.Fields)
            {
                _writer.WritePropertyName(field.Name);
                WriteShape(field.Shape, field);
            }

            _writer.WriteEndObject();
        }

        if (shape.Entries is not null || shape.Extensions)
        {
            _writer.WriteStartObject("patternProperties");
            if (shape.Extensions)
            {
                _writer.WriteStartObject("^x-");
                _writer.WriteEndObject();
            }

            if (shape.Entries is { } entries)
            {
                _writer.WritePropertyName(Pattern(shape.Names));
                WriteShape(entries);
            }

            _writer.WriteEndObject();
        }

        if (!shape.Open)
            _writer.WriteBoolean("additionalProperties", false);
        WriteRequired(shape);
    }

    private void WriteRequired(ValueShape shape)
    {
        if (!shape.Fields.Any(field => field.Required))
            return;
        _writer.WriteStartArray("required");
        foreach (var field in shape.Fields)
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
    private void WriteStringRules(ValueShape shape)
    {
        if (shape.Pattern is { } pattern)
            _writer.WriteString("pattern", $"{pattern.Expression}|\\$");
        if (shape.Choices.IsEmpty)
            return;
        _writer.WriteStartArray("anyOf");
        _writer.WriteStartObject();
        _writer.WriteStartArray("enum");
        foreach (var choice in shape.Choices)
            _writer.WriteStringValue(choice);
        _writer.WriteEndArray();
        _writer.WriteEndObject();
        _writer.WriteStartObject();
        _writer.WriteString("pattern", "\\$");
        if (shape.Types == ValueTypes.String)
            _writer.WriteString("type", "string");
        _writer.WriteEndObject();
        _writer.WriteEndArray();
    }
}
