using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Compose.Cli.Terminals;
using Compose.Execution.Logs;
using Compose.Execution.Queries;

namespace Compose.Cli.Rendering.Logs;

/// <summary>
/// Container output for programs (`schemas/logs.schema.json`): one object for each line. It wants lines with the engine's timestamps. What
/// is no UTF-8 becomes the replacement character, as JSON has no bytes.
/// </summary>
internal sealed class JsonLog(Terminal terminal) : OutputReceiver
{
    private const int FlushAt = 64 * 1024;
    private static readonly JsonWriterOptions Options = new()
    { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private readonly Dictionary<string, (JsonEncodedText Container, JsonEncodedText Service)> _names = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<byte> _output = new(FlushAt);

    public override void Begin(ContainerRow container, string name) => _names[name] = (Encoded(container.Name), Encoded(container.Service));

    public override void Line(string container, bool isError, ReadOnlySpan<byte> line)
    {
        var (name, service) = _names[container];
        var stamp = LogTimestamp.LengthIn(line);
        using (var writer = new Utf8JsonWriter(_output, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("container"u8, name);
            Write(writer, "message"u8, line[stamp..]);
            writer.WriteString("service"u8, service);
            writer.WriteString("stream"u8, isError ? "stderr"u8 : "stdout"u8);
            // What is only listened to, because its log driver cannot be read, has none.
            if (stamp > 0)
                writer.WriteString("time"u8, line[..(stamp - 1)]);
            writer.WriteEndObject();
        }

        _output.Write("\n"u8);
        if (_output.WrittenCount >= FlushAt)
            Flush();
    }

    public override void Flush()
    {
        if (_output.WrittenCount == 0)
            return;
        terminal.Output.Write(_output.WrittenSpan);
        terminal.Output.Flush();
        _output.ResetWrittenCount();
    }

    private static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> property, ReadOnlySpan<byte> text)
    {
        if (System.Text.Unicode.Utf8.IsValid(text))
            writer.WriteString(property, text);
        else
            writer.WriteString(property, Encoding.UTF8.GetString(text));
    }

    private static JsonEncodedText Encoded(string text) => JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
}
