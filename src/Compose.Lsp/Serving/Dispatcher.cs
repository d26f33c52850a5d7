using System.Text.Json;
using System.Text.Json.Nodes;
using Compose.Lsp.Protocol;
using Compose.Lsp.Texts;

namespace Compose.Lsp.Serving;

/// <summary>Which method does what, and in which order the protocol allows them.</summary>
internal sealed class Dispatcher(Session session, MessageWriter output)
{
    private readonly Requests _requests = new(session);
    private bool _isInitialized;
    private bool _isDirty;
    private bool _watchesFiles;

    public bool IsShutDown { get; private set; }
    public bool IsEnded { get; private set; }

    /// <summary>Whether the texts have changed since the last call.</summary>
    public bool TakeDirty()
    {
        var isDirty = _isDirty;
        _isDirty = false;
        return isDirty;
    }

    /// <summary>The result of a request; null for notifications too.</summary>
    public JsonNode? Run(Call call)
    {
        if (call.Method == "exit")
            IsEnded = true;
        else if (call.Id is null)
            Notice(call);
        else if (IsShutDown)
            throw new RequestException(ErrorCode.InvalidRequest, "the server is shut down");
        else if (call.Method == "initialize")
            return Initialize(call.Parameters);
        else if (!_isInitialized)
            throw new RequestException(ErrorCode.ServerNotInitialized, "the first request is initialize");
        else
            return Answer(call);
        return null;
    }

    private JsonObject Initialize(JsonElement parameters)
    {
        if (_isInitialized)
            throw new RequestException(ErrorCode.InvalidRequest, "the server is initialized already");
        _isInitialized = true;
        var capabilities = parameters.Optional("capabilities");
        session.Encoding = capabilities?.Optional("general") is { } general
            && general.Items("positionEncodings").Any(encoding => encoding.ValueEquals("utf-8")) ? PositionEncoding.Utf8
            : PositionEncoding.Utf16;
        session.SetRoots(parameters);
        _watchesFiles = capabilities?.Optional("workspace")?.Optional("didChangeWatchedFiles")?.IsTrue("dynamicRegistration") == true;
        return Capabilities.Of(session.Encoding);
    }

    private void Notice(Call call)
    {
        if (!_isInitialized || IsShutDown)
            return;
        switch (call.Method)
        {
            case "initialized" when _watchesFiles:
                output.Request("watch", "client/registerCapability", Capabilities.WatchedFiles());
                return;
            case "textDocument/didOpen":
                session.Open(call.Parameters.Member("textDocument"));
                break;
            case "textDocument/didChange":
                session.Edit(call.Parameters);
                break;
            case "textDocument/didClose":
                session.Close(call.Parameters.Member("textDocument"));
                break;
            case "textDocument/didSave" or "workspace/didChangeWatchedFiles":
                session.ChangeAll();
                break;
            default:
                return;
        }

        _isDirty = true;
    }

    private JsonNode? Answer(Call call)
    {
        if (call.Method != "shutdown")
            return _requests.Answer(call);
        IsShutDown = true;
        return null;
    }
}
