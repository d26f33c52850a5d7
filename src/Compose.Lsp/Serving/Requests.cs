using System.Text.Json;
using System.Text.Json.Nodes;
using Compose.Lsp.Answers;
using Compose.Lsp.Protocol;
using Compose.Lsp.Texts;

namespace Compose.Lsp.Serving;

/// <summary>The requests about a document. A text that no project reads has no answers.</summary>
internal sealed class Requests(Session session)
{
    public JsonNode? Answer(Call call)
    {
        var parameters = call.Parameters;
        return call.Method switch
        {
            "textDocument/completion" => Completion(parameters),
            "textDocument/hover" => At(parameters, HoverText.Of),
            "textDocument/definition" => At(parameters, Locations.Definitions),
            "textDocument/references" => At(parameters, (place, texts) =>
                Locations.References(place, texts, parameters.Optional("context")?.IsTrue("includeDeclaration") == true)),
            "textDocument/prepareRename" => At(parameters, ServiceRename.Range),
            "textDocument/rename" => At(parameters, (place, texts) => ServiceRename.Edits(place, texts, parameters.Text("newName"))),
            "textDocument/codeAction" => Fixes(parameters),
            "textDocument/documentSymbol" => Symbols(parameters),
            _ => throw new RequestException(ErrorCode.MethodNotFound, $"there is no method {call.Method}"),
        };
    }

    private OpenText? Document(JsonElement parameters) => session.Text(parameters.Member("textDocument").Text("uri"));

    private JsonNode? At(JsonElement parameters, Func<DocumentPlace, SourceTexts, JsonNode?> answer) =>
        DocumentPlace.Of(session.Projects, Document(parameters), parameters) is { } place ? answer(place, session.Texts) : null;

    private JsonArray Completion(JsonElement parameters) =>
        Document(parameters) is not { } text ? []
            : CompletionList.Of(text, DocumentPlace.ProjectOf(session.Projects, text),
                text.Lines.Offset(Ranges.ReadPosition(parameters.Member("position"))));

    private JsonArray Fixes(JsonElement parameters) =>
        Document(parameters) is { } text && DocumentPlace.ProjectOf(session.Projects, text) is { } project
            ? QuickFixes.Of(project, text, parameters.Member("range"), session.Texts) : [];

    private JsonArray Symbols(JsonElement parameters) =>
        Document(parameters) is { } text && DocumentPlace.ProjectOf(session.Projects, text) is { } project
            && project.Source(text.Path) is { } source ? SymbolList.Of(project, source, session.Texts) : [];
}
