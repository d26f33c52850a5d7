using System.Text.Json.Nodes;
using Compose.Files.Schema;
using Compose.Files.Text;
using Compose.Lsp.Names;

namespace Compose.Lsp.Answers;

/// <summary>Where something is declared, and where it is used.</summary>
internal static class Locations
{
    public static JsonArray Definitions(DocumentPlace place, SourceTexts texts)
    {
        var targets = new Targets(place.Project);
        if (targets.Anchors(place.Source, place.Offset) is [var anchor, ..])
            return new JsonArray(texts.Location(place.Source, anchor.Span));
        if (targets.At(place.Source, place.Offset) is { } use)
            return ToJson(targets.Declarations(place.Source, use).Select(found => (found.Source, found.Use.Span)), texts);
        if (place.Project.Parsed(place.Source) is not { } stream || TreePlace.Find(stream, place.Offset) is not { } tree)
            return [];
        if (targets.File(place.Source, tree) is { } file)
            return new JsonArray(texts.Location(file, new SourceSpan(file.Id, 0, 0)));
        return VariablePlace.At(place) is { Value.Span: { IsNone: false } span }
            && place.Project.Loaded.Sources.TryGet(span, out var source)
            ? new JsonArray(texts.Location(source, span)) : [];
    }

    public static JsonArray References(DocumentPlace place, SourceTexts texts, bool withDeclarations)
    {
        var targets = new Targets(place.Project);
        var anchors = targets.Anchors(place.Source, place.Offset);
        if (anchors.Count > 0)
            return ToJson(anchors.Where(anchor => withDeclarations || anchor.Anchor is not null)
                .Select(anchor => (place.Source, anchor.Span)), texts);
        if (targets.At(place.Source, place.Offset) is not { } use)
            return [];
        return ToJson(targets.Of(place.Source, use)
            .Where(found => withDeclarations || !found.Use.IsDeclaration || use.Kind == NamedKind.Profile)
            .Select(found => (found.Source, found.Use.Span)), texts);
    }

    private static JsonArray ToJson(IEnumerable<(SourceText Source, SourceSpan Span)> places, SourceTexts texts) =>
        new([.. places.Select(place => texts.Location(place.Source, place.Span))]);
}
