using System.Text.Json;
using Compose.Lsp.Protocol;

namespace Compose.Lsp.Serving;

/// <summary>A request or a notification.</summary>
internal sealed record Call(JsonElement? Id, string Method, JsonElement Parameters)
{
    /// <summary>The answer depends on the files as they are after the last edit.</summary>
    public bool NeedsLoad => Id is not null && Method is "textDocument/hover" or "textDocument/definition" or "textDocument/references"
        or "textDocument/prepareRename" or "textDocument/rename" or "textDocument/codeAction" or "textDocument/documentSymbol";

    /// <summary>What was asked before is answered first.</summary>
    public bool EndsSession => Method is "shutdown" or "exit";

    /// <summary>Null for what is no message of JSON-RPC. An answer of the client has no method, and needs none of ours.</summary>
    public static Call? Read(JsonElement content)
    {
        if (content.ValueKind != JsonValueKind.Object)
            return null;
        JsonElement? id = content.TryGetProperty("id", out var given) && given.ValueKind is JsonValueKind.Number or JsonValueKind.String
            ? given : null;
        if (content.TryGetProperty("method", out var method) && method.ValueKind == JsonValueKind.String)
            return new Call(id, method.ToString(), content.Optional("params") ?? default);
        return content.TryGetProperty("result", out _) || content.TryGetProperty("error", out _) ? new Call(null, "", default) : null;
    }

    public bool IsOf(JsonElement id) => Id is { } own && own.GetRawText() == id.GetRawText();
}
