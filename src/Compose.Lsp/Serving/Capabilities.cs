using System.Text.Json.Nodes;
using Compose.Lsp.Texts;

namespace Compose.Lsp.Serving;

/// <summary>What the server offers, and what it asks of the client.</summary>
internal static class Capabilities
{
    private const int IncrementalChanges = 2;

    public static JsonObject Of(PositionEncoding encoding) => new()
    {
        ["capabilities"] = new JsonObject
        {
            ["positionEncoding"] = encoding == PositionEncoding.Utf8 ? "utf-8" : "utf-16",
            ["textDocumentSync"] = new JsonObject { ["openClose"] = true, ["change"] = IncrementalChanges, ["save"] = true },
            ["completionProvider"] = new JsonObject { ["triggerCharacters"] = new JsonArray(" ", "-", "{", "$", "[", ":") },
            ["hoverProvider"] = true,
            ["definitionProvider"] = true,
            ["referencesProvider"] = true,
            ["renameProvider"] = new JsonObject { ["prepareProvider"] = true },
            ["codeActionProvider"] = new JsonObject { ["codeActionKinds"] = new JsonArray("quickfix") },
            ["documentSymbolProvider"] = true,
        },
        ["serverInfo"] = new JsonObject { ["name"] = "ncompose-lsp" },
    };

    public static JsonObject WatchedFiles() => new()
    {
        ["registrations"] = new JsonArray(new JsonObject
        {
            ["id"] = "files",
            ["method"] = "workspace/didChangeWatchedFiles",
            ["registerOptions"] = new JsonObject
            {
                ["watchers"] = new JsonArray(
                    new JsonObject { ["globPattern"] = "**/*.{yaml,yml,env}" },
                    new JsonObject { ["globPattern"] = "**/.env*" },
                    new JsonObject { ["globPattern"] = "**/Dockerfile" }),
            },
        }),
    };
}
