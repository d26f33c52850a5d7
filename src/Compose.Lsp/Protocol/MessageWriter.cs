using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Compose.Lsp.Protocol;

/// <summary>Messages with a Content-Length header to a stream.</summary>
internal sealed class MessageWriter(Stream output)
{
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly ArrayBufferWriter<byte> _content = new();

    public void Answer(JsonElement id, JsonNode? result) => Write(new JsonObject { ["id"] = JsonValue.Create(id), ["result"] = result });

    /// <summary>Without an id for a message whose id could not be read.</summary>
    public void Refuse(JsonElement? id, ErrorCode code, string reason) => Write(new JsonObject
    {
        ["id"] = id is { } known ? JsonValue.Create(known) : null,
        ["error"] = new JsonObject { ["code"] = (int)code, ["message"] = reason },
    });

    public void Request(string id, string method, JsonNode parameters) =>
        Write(new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters });

    /// <param name="method">The name of the notification.</param>
    /// <param name="parameters">Writes the members of the parameters.</param>
    public void Notify(string method, Action<Utf8JsonWriter> parameters) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("jsonrpc", "2.0");
        json.WriteString("method", method);
        json.WriteStartObject("params");
        parameters(json);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private void Write(JsonObject message)
    {
        message.Insert(0, "jsonrpc", "2.0");
        Write(json => message.WriteTo(json));
    }

    private void Write(Action<Utf8JsonWriter> message)
    {
        _content.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_content, Options))
            message(writer);
        var header = string.Create(CultureInfo.InvariantCulture, $"Content-Length: {_content.WrittenCount}\r\n\r\n");
        output.Write(Encoding.ASCII.GetBytes(header));
        output.Write(_content.WrittenSpan);
        output.Flush();
    }
}
