using System.Text.RegularExpressions;
using Compose.Testing;

namespace Compose.Architecture.Tests;

/// <summary>A source file of the product: its place, its namespace, and the namespaces that it names in its using lines.</summary>
internal sealed partial record SourceFile(string Path, string Project, string Folder, IReadOnlyList<string> Lines)
{
    public static IReadOnlyList<SourceFile> OfTheProduct { get; } =
    [
        .. Directory.EnumerateFiles(RepositoryRoot.Combine("src"), "*.cs", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(RepositoryRoot.Combine("src"), file).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    public string? Namespace => Lines.Select(line => NamespaceLine().Match(line)).FirstOrDefault(match => match.Success)?.Groups[1].Value;

    /// <summary>The namespace that the folder stands for.</summary>
    public string ExpectedNamespace => Folder.Length == 0 ? Project : $"{Project}.{Folder.Replace('/', '.')}";

    public IEnumerable<string> Usings =>
        Lines.Select(line => UsingLine().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value);

    private static SourceFile Read(string path)
    {
        var parts = path.Split('/');
        return new SourceFile(path, parts[0], string.Join('/', parts[1..^1]), File.ReadAllLines(RepositoryRoot.Combine(["src", .. parts])));
    }

    [GeneratedRegex(@"^namespace ([\w.]+);")]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^using (?:static )?([\w.]+);")]
    private static partial Regex UsingLine();
}
