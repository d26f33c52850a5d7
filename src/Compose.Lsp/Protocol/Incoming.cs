using System.Text.Json;

namespace Compose.Lsp.Protocol;

/// <summary>One message of the client, or the reason why its bytes are none.</summary>
internal sealed record Incoming(JsonElement Content, ErrorCode? Problem = null, string Reason = "")
{
    public static Incoming Broken(ErrorCode code, string reason) => new(default, code, reason);
}
