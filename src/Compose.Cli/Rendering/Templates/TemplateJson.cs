using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Compose.Cli.Rendering.Templates;

/// <summary>Values as JSON on one line, escaped as Go escapes (`&lt;`, `&gt;`, `&amp;`, and no others beyond what must be).</summary>
internal static class TemplateJson
{
    /// <summary>For lists that Docker prints with `&lt;`, `&gt;` and `&amp;` as they are.</summary>
    public static string Of(TemplateValue value, bool escapesHtml) => escapesHtml ? Of(value) : Of(value)
        .Replace("\\u003c", "<", StringComparison.Ordinal).Replace("\\u003e", ">", StringComparison.Ordinal)
        .Replace("\\u0026", "&", StringComparison.Ordinal);

    public static string Of(TemplateValue value)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text, new JsonWriterOptions { SkipValidation = true }))
            Write(writer, value);
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, TemplateValue value)
    {
        switch (value)
        {
            case TemplateValue.Number number:
                writer.WriteNumberValue(number.Value);
                break;
            case TemplateValue.Flag flag:
                writer.WriteBooleanValue(flag.Value);
                break;
            case TemplateValue.List list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case TemplateValue.Map map:
                WriteObject(writer, map.Items);
                break;
            case TemplateValue.Fields fields:
                WriteObject(writer, fields.Items);
                break;
            case var nothing when nothing == TemplateValue.Nothing:
                writer.WriteNullValue();
                break;
            default:
                writer.WriteRawValue(Quoted(value.ToString()), skipInputValidation: true);
                break;
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, TemplateValue>> items)
    {
        writer.WriteStartObject();
        foreach (var (name, item) in items)
        {
            writer.WritePropertyName(name);
            Write(writer, item);
        }

        writer.WriteEndObject();
    }

    private static ReadOnlySpan<byte> Quoted(string text)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Files.Yaml.JsonTreeWriter.WriteString(text, buffer);
        return buffer.WrittenSpan;
    }
}
