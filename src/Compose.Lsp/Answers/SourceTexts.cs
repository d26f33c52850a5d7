using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Compose.Files.Text;
using Compose.Lsp.Projects;
using Compose.Lsp.Texts;

namespace Compose.Lsp.Answers;

/// <summary>Places in the files of projects, as the protocol writes them.</summary>
internal sealed class SourceTexts(Snapshot snapshot, PositionEncoding encoding)
{
    private readonly ConditionalWeakTable<SourceText, TextLines> _lines = [];

    public string Uri(string path) => snapshot.Texts.TryGetValue(path, out var open) ? open.Uri : FileUri.Of(path);

    public TextLines Lines(SourceText source) => _lines.GetValue(source, text => new TextLines(text.Text, encoding));

    public JsonObject Range(SourceText source, SourceSpan span) => Ranges.ToJson(Lines(source), span.Start, span.End);

    public JsonObject Location(SourceText source, SourceSpan span) =>
        new() { ["uri"] = Uri(source.Path), ["range"] = Range(source, span) };
}
