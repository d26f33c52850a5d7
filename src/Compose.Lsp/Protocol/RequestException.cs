namespace Compose.Lsp.Protocol;

/// <summary>A request is answered with an error.</summary>
internal sealed class RequestException(ErrorCode code, string message) : Exception(message)
{
    public ErrorCode Code { get; } = code;
}
