using System.Text.Json.Nodes;
using Compose.Files.Schema;
using Compose.Files.Text;
using Compose.Lsp.Names;
using Compose.Lsp.Protocol;

namespace Compose.Lsp.Answers;

/// <summary>Renames what has a name in the project, in all files that the project reads.</summary>
internal static class ServiceRename
{
    /// <summary>The range of the name at a place; null where there is none.</summary>
    public static JsonObject? Range(DocumentPlace place, SourceTexts texts) =>
        new Targets(place.Project).At(place.Source, place.Offset) is { } use ? texts.Range(place.Source, use.Span) : null;

    public static JsonObject Edits(DocumentPlace place, SourceTexts texts, string name)
    {
        var targets = new Targets(place.Project);
        if (targets.At(place.Source, place.Offset) is not { } use)
            throw new RequestException(ErrorCode.RequestFailed, "there is no name of the project here");
        if (!TextPatterns.IsResourceName(name))
            throw new RequestException(ErrorCode.RequestFailed, "names consist of letters, digits, dots, underscores and dashes");
        var all = ProjectNames.Of(place.Project);
        if (use.Name != name && all.Declared(use.Kind, withExtended: true).Contains(name))
            throw new RequestException(ErrorCode.RequestFailed, $"\"{name}\" exists already");
        var places = targets.Of(place.Source, use).ToList();
        if (places.Find(found => !found.Use.IsPlain) is { Source: { } odd })
            throw new RequestException(ErrorCode.RequestFailed, $"{odd.Name} writes the name with escapes: replace them first");
        if (BrokenFile(place) is { } broken)
            throw new RequestException(
                ErrorCode.RequestFailed, $"the syntax of {broken.Name} is wrong, so the name cannot be looked for in it");
        var changes = new JsonObject();
        foreach (var file in places.GroupBy(found => found.Source))
            changes[texts.Uri(file.Key.Path)] = new JsonArray([.. file.Select(found =>
                new JsonObject { ["range"] = texts.Range(found.Source, found.Use.Span), ["newText"] = name })]);
        return new JsonObject { ["changes"] = changes };
    }

    private static SourceText? BrokenFile(DocumentPlace place) =>
        place.Project.Sources.FirstOrDefault(source => place.Project.Loaded.Parsed.TryGetValue(source.Id, out var stream)
            && stream.Documents.IsEmpty && !string.IsNullOrWhiteSpace(source.Text));
}
