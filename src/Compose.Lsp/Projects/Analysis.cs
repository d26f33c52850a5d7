using System.Collections.Immutable;
using Compose.Files;
using Compose.Files.Diagnostics;
using Compose.Files.Discovery;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Lsp.Projects;

/// <summary>A project as it was loaded last: its files, and what there is to say of them.</summary>
internal sealed class Analysis
{
    private readonly Dictionary<string, SourceText> _sources = new(StringComparer.Ordinal);

    public Analysis(string key, ProjectLocation location, LoadResult loaded, ImmutableArray<Diagnostic> diagnostics)
    {
        (Key, Location, Loaded, Diagnostics) = (key, location, loaded, diagnostics);
        foreach (var source in loaded.Sources.All)
            _sources[source.Path] = source;
    }

    /// <summary>The files of the command line, which tell one project from another.</summary>
    public string Key { get; }

    public ProjectLocation Location { get; }
    public LoadResult Loaded { get; }
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>The load before this one, while the syntax of a file is broken: names of that file come from there.</summary>
    public Analysis? Earlier { get; private init; }

    public IEnumerable<SourceText> Sources => _sources.Values;

    public SourceText? Source(string path) => _sources.GetValueOrDefault(path);

    /// <summary>
    /// The file that another one names. Such names count from the folder of that file; in the files of the command line from the project's.
    /// </summary>
    public SourceText? SourceNamed(SourceText from, string name) => name.Contains('\0') ? null
        : Source(Path.GetFullPath(name, Path.GetDirectoryName(from.Path)!)) ?? Source(Path.GetFullPath(name, Location.Directory));

    public bool Reads(string path) => _sources.ContainsKey(path);

    /// <summary>The file as it was parsed; null for other files, and when the syntax is broken.</summary>
    public YamlStream? Parsed(SourceText source) =>
        Loaded.Parsed.GetValueOrDefault(source.Id) is { Documents.IsEmpty: false } stream ? stream : null;

    public Analysis After(Analysis? earlier)
    {
        var isBroken = Loaded.Parsed.Values.Any(stream => stream.Documents.IsEmpty);
        return isBroken && earlier is not null
            ? new Analysis(Key, Location, Loaded, Diagnostics) { Earlier = earlier.Earlier ?? earlier } : this;
    }
}
