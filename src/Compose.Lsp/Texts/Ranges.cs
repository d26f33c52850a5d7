using System.Text.Json;
using System.Text.Json.Nodes;
using Compose.Lsp.Protocol;

namespace Compose.Lsp.Texts;

/// <summary>Positions and ranges as the protocol writes them.</summary>
internal static class Ranges
{
    public static JsonObject ToJson(TextPosition position) => new() { ["line"] = position.Line, ["character"] = position.Column };

    public static JsonObject ToJson(TextLines lines, int start, int end) =>
        new() { ["start"] = ToJson(lines.Position(start)), ["end"] = ToJson(lines.Position(end)) };

    public static TextPosition ReadPosition(JsonElement position)
    {
        var (line, column) = (position.Number("line"), position.Number("character"));
        return line < 0 || column < 0 ? throw new RequestException(ErrorCode.InvalidParams, "a position is negative")
            : new TextPosition(line, column);
    }

    public static (TextPosition Start, TextPosition End) Read(JsonElement range) =>
        (ReadPosition(range.Member("start")), ReadPosition(range.Member("end")));
}
