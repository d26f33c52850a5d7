using System.Text.Json;
using Compose.Files.Text;
using Compose.Lsp.Projects;
using Compose.Lsp.Protocol;
using Compose.Lsp.Texts;

namespace Compose.Lsp.Answers;

/// <summary>The place that a request asks about, in a file of a loaded project.</summary>
internal sealed record DocumentPlace(Analysis Project, SourceText Source, int Offset)
{
    /// <summary>Null for a text that no project reads.</summary>
    public static DocumentPlace? Of(IEnumerable<Analysis> projects, OpenText? text, JsonElement parameters)
    {
        if (text is null || ProjectOf(projects, text) is not { } project || project.Source(text.Path) is not { } source)
            return null;
        return new DocumentPlace(project, source, text.Lines.Offset(Ranges.ReadPosition(parameters.Member("position"))));
    }

    /// <summary>Of several projects that read a text the largest, because it knows most of what uses it.</summary>
    public static Analysis? ProjectOf(IEnumerable<Analysis> projects, OpenText text) =>
        projects.Where(project => project.Reads(text.Path)).MaxBy(project => project.Sources.Count());
}
