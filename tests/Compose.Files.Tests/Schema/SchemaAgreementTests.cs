using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Compose.Files.Diagnostics;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Testing;
using Compose.Testing.Specs;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Schema;

/// <summary>
/// The schema that editors get says what the loader says: it accepts the file of every spec that loads, and refuses those with a value that
/// its attribute cannot have. Differences stand in schema-differences.txt.
/// </summary>
public sealed partial class SchemaAgreementTests
{
    [Fact]
    public void The_schema_accepts_and_refuses_what_the_loader_does()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.Combine("schemas", "compose.schema.json")));
        var verdict = new SchemaVerdict(schema.RootElement);
        var differences = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var (accepted, refused) = (0, 0);
        foreach (var @case in SpecTests.Folder.Cases)
        {
            var loads = @case.Block(SpecWords.Config) is not null;
            if ((!loads && !HasSchemaProblem(@case)) || Json(@case) is not { } json)
                continue;
            using var document = JsonDocument.Parse(json);
            if (loads)
                accepted++;
            else
                refused++;
            if (verdict.Accepts(document.RootElement) != loads)
                differences[@case.Id] = loads ? "loads, and the schema refuses it" : "is refused, and the schema accepts it";
        }

        accepted.Should().BeGreaterThan(300);
        refused.Should().BeGreaterThan(50);
        ListedDifferences.Compare("Schema/schema-differences.txt", differences).Should().BeEmpty();
    }

    /// <summary>
    /// The first file as the loader reads it, as JSON; none where it cannot be read or where tags, which JSON has not, say how to merge it.
    /// </summary>
    private static ReadOnlyMemory<byte>? Json(SpecCase @case)
    {
        if (@case.Block("compose.yaml") is not { } block || block.Has("link") || block.Text.Contains("!reset", StringComparison.Ordinal)
            || block.Text.Contains("!override", StringComparison.Ordinal))
            return null;
        using var workspace = SpecWorkspace.Write(@case);
        var diagnostics = new DiagnosticBag();
        var source = new SourceSet().AddBytes(
            "compose.yaml", "/compose.yaml", File.ReadAllBytes(Path.Combine(workspace.Project, "compose.yaml")), diagnostics);
        var stream = YamlReader.Read(source, diagnostics);
        if (diagnostics.HasErrors || stream.Documents.Length != 1)
            return null;
        var json = new ArrayBufferWriter<byte>();
        JsonTreeWriter.Write(stream.Documents[0].Root, json);
        return json.WrittenMemory;
    }

    private static bool HasSchemaProblem(SpecCase @case) => SchemaProblem().IsMatch(@case.Block(SpecWords.Diagnostics)?.Text ?? "");

    [GeneratedRegex(@"^ --> compose\.yaml:\d+:\d+ \[NC030\d\]$", RegexOptions.Multiline)]
    private static partial Regex SchemaProblem();
}
