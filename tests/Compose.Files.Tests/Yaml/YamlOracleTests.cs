using Compose.Files.Diagnostics;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Testing;
using Compose.Testing.Specs;
using FluentAssertions;
using Xunit;
using Theirs = YamlDotNet.RepresentationModel;

namespace Compose.Files.Tests.Yaml;

/// <summary>
/// Our parser and YamlDotNet's make the same trees of the YAML files of all specs and examples, or both refuse. Differences stand in
/// yamldotnet-differences.txt.
/// </summary>
public sealed class YamlOracleTests
{
    [Fact]
    public void Trees_are_those_that_YamlDotNet_reads()
    {
        var differences = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var compared = 0;
        foreach (var @case in SpecTests.Folder.Cases)
        {
            using var workspace = SpecWorkspace.Write(@case);
            foreach (var file in YamlFiles(workspace.Project).Where(file => new FileInfo(file).LinkTarget is null))
                Compare(@case.Id + " › " + Path.GetRelativePath(workspace.Project, file), File.ReadAllBytes(file));
        }

        foreach (var file in YamlFiles(RepositoryRoot.Combine("examples")))
            Compare(Path.GetRelativePath(RepositoryRoot.Path, file), File.ReadAllBytes(file));
        compared.Should().BeGreaterThan(700);
        ListedDifferences.Compare("Yaml/yamldotnet-differences.txt", differences).Should().BeEmpty();

        void Compare(string name, byte[] bytes)
        {
            compared++;
            var diagnostics = new DiagnosticBag();
            var source = new SourceSet().AddBytes("compose.yaml", "/compose.yaml", bytes, diagnostics);
            var stream = YamlReader.Read(source, diagnostics);
            var refusal = TryRead(source.Text, out var theirs);
            if (diagnostics.HasErrors != refusal is not null)
                differences[name] = refusal is null ? "YamlDotNet accepts what is refused here" : $"YamlDotNet refuses what is accepted here, {refusal}";
            else if (refusal is null && Difference(stream, theirs, source.Text) is { } difference)
                differences[name] = difference;
        }
    }

    private static IEnumerable<string> YamlFiles(string folder) =>
        Directory.EnumerateFiles(folder, "*.y*ml", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static string? TryRead(string text, out Theirs.YamlStream stream)
    {
        stream = new Theirs.YamlStream();
        try
        {
            stream.Load(new StringReader(text));
            return null;
        }
        catch (Exception refusal) when (refusal is YamlDotNet.Core.YamlException or InvalidOperationException or ArgumentException)
        {
            // It refuses a text with any of these.
            return refusal.GetType().Name;
        }
    }

    private static string? Difference(YamlStream ours, Theirs.YamlStream theirs, string text)
    {
        if (ours.Documents.Length != theirs.Documents.Count)
            return $"{ours.Documents.Length} documents here, {theirs.Documents.Count} by YamlDotNet";
        for (var i = 0; i < ours.Documents.Length; i++)
            if (Difference(ours.Documents[i].Root, theirs.Documents[i].RootNode, text, "") is { } difference)
                return difference;
        return null;
    }

    private static string? Difference(YamlNode ours, Theirs.YamlNode theirs, string text, string path)
    {
        switch (ours, theirs)
        {
            case (YamlMapping mapping, Theirs.YamlMappingNode other):
                var entries = Entries(other);
                if (mapping.Count != entries.Count)
                    return $"{path}: {mapping.Count} keys here, {entries.Count} by YamlDotNet";
                foreach (var entry in mapping.Entries)
                {
                    if (!entries.TryGetValue(entry.Key, out var value))
                        return $"{path}: no key {entry.Key} by YamlDotNet";
                    if (Difference(entry.Value, value, text, $"{path}.{entry.Key}") is { } inner)
                        return inner;
                }

                return null;
            case (YamlSequence list, Theirs.YamlSequenceNode other) when list.Items.Length == other.Children.Count:
                return list.Items.Select((item, i) => Difference(item, other.Children[i], text, $"{path}[{i}]")).FirstOrDefault(difference => difference is not null);
            case (YamlScalar scalar, Theirs.YamlScalarNode other):
                // A number, a boolean or a date is compared as it is written.
                var said = scalar.Kind == ScalarKind.String ? scalar.Text : text.Substring(scalar.Span.Start, scalar.Span.Length);
                return said == (other.Value ?? "") ? null : $"{path}: '{said}' here, '{other.Value}' by YamlDotNet";
            default:
                return $"{path}: {ours.TypeName} here, {theirs.NodeType} by YamlDotNet";
        }
    }

    /// <summary>The entries with what `&lt;&lt;` merges, which that library leaves to its users.</summary>
    private static Dictionary<string, Theirs.YamlNode> Entries(Theirs.YamlMappingNode mapping)
    {
        var entries = new Dictionary<string, Theirs.YamlNode>(StringComparer.Ordinal);
        var merged = new List<Theirs.YamlMappingNode>();
        foreach (var (key, value) in mapping.Children)
        {
            if (key is Theirs.YamlScalarNode { Value: "<<", Style: YamlDotNet.Core.ScalarStyle.Plain })
                merged.AddRange(value is Theirs.YamlSequenceNode list ? list.Children.OfType<Theirs.YamlMappingNode>() : [(Theirs.YamlMappingNode)value]);
            else
                entries[key is Theirs.YamlScalarNode scalar ? scalar.Value ?? "" : key.ToString()] = value;
        }

        foreach (var entry in merged.SelectMany(Entries))
            entries.TryAdd(entry.Key, entry.Value);
        return entries;
    }
}
