using System.Collections.Concurrent;
using Xunit;

namespace Compose.Testing.Specs;

/// <summary>All spec files of a folder, and theory data for them: one test per heading.</summary>
public sealed class SpecFolder(string relativePath)
{
    private readonly ConcurrentDictionary<string, SpecFile> _files = new(StringComparer.Ordinal);

    public string Path { get; } = RepositoryRoot.Combine(relativePath);

    public IEnumerable<SpecCase> Cases =>
        Directory.EnumerateFiles(Path, "*.md").Order(StringComparer.Ordinal)
            .SelectMany(path => File(System.IO.Path.GetFileNameWithoutExtension(path)).Cases);

    /// <summary>Pairs of file name (without extension) and heading.</summary>
    public TheoryData<string, string> Theory(Func<SpecCase, bool>? where = null)
    {
        var data = new TheoryData<string, string>();
        foreach (var @case in Cases.Where(where ?? (static _ => true)))
            data.Add(System.IO.Path.GetFileNameWithoutExtension(@case.File), @case.Heading);
        return data;
    }

    public SpecCase Case(string file, string heading) => File(file).Case(heading);

    private SpecFile File(string name) => _files.GetOrAdd(name, key => SpecFile.Read(System.IO.Path.Combine(Path, key + ".md")));
}
