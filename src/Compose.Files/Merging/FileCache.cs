using Compose.Files.Diagnostics;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Merging;

/// <summary>Reads and parses every file once, however often it is included or extended.</summary>
internal sealed class FileCache(LoadRequest request, DiagnosticBag diagnostics)
{
    private readonly Dictionary<string, ParsedFile?> _files = new(StringComparer.Ordinal);

    /// <summary>Where a file was first asked for by another: the span of its `include` or `extends`, by the id of its source.</summary>
    public Dictionary<int, Label> Origins { get; } = [];

    /// <summary>What has been parsed, by the id of its source; also of files with mistakes, as far as it could be read.</summary>
    public Dictionary<int, YamlStream> Streams { get; } = [];

    public ParsedFile? Read(ComposeFile file, Label? origin = null)
    {
        if (_files.TryGetValue(file.Path, out var known))
            return known;
        return _files[file.Path] = Load(file, origin);
    }

    /// <summary>Where a file begins.</summary>
    public SourceSpan Start(ComposeFile file) => Read(file) is { } known ? new SourceSpan(known.Source.Id, 0, 0) : SourceSpan.None;

    private ParsedFile? Load(ComposeFile file, Label? origin)
    {
        if (file.Content is not { } content)
        {
            if (request.FileSource.TryRead(file.Path, out byte[] bytes) is { } reason)
            {
                diagnostics.Add(FileProblems.Unreadable(file.Path, reason, origin?.Span ?? SourceSpan.None));
                return null;
            }

            content = bytes;
        }

        var found = new DiagnosticBag();
        var source = request.Sources.AddBytes(request.Remotes?.NameOf(file.Path) ?? file.Name, file.Path, content.Span, found);
        if (origin is not null)
            Origins[source.Id] = origin;
        var stream = Streams[source.Id] = Updated(source) ?? YamlReader.Read(source, found);
        foreach (var problem in SyntaxHelp.Apply(found, source))
            diagnostics.Add(origin is null && !IsInLaterDocument(problem, stream) ? problem : Named(problem, file));
        return found.HasErrors ? null : new ParsedFile(source, stream);
    }

    private YamlStream? Updated(SourceText source) =>
        request.Earlier is { } earlier && earlier.Sources.TryGet(new SourceSpan(source.Id, 0, 0), out var text) && text.Path == source.Path
            && earlier.Parsed.TryGetValue(source.Id, out var stream) ? YamlUpdate.Read(source, text, stream) : null;

    private static bool IsInLaterDocument(Diagnostic problem, YamlStream stream) =>
        stream.Documents is [var first, ..] && problem.Primary is { } place && place.Span.Start >= first.Root.Span.End;

    /// <summary>
    /// Docker Compose names the file in a mistake of syntax, unless it is in the first document of a file of the command line.
    /// </summary>
    private static Diagnostic Named(Diagnostic problem, ComposeFile file) =>
        problem.Summary.StartsWith("yaml: ", StringComparison.Ordinal)
            ? problem with { Summary = $"failed to parse {file.Path}: {problem.Summary}" } : problem;
}
