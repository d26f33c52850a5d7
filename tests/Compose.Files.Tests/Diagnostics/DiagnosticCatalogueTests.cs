using System.Text.RegularExpressions;
using Compose.Files.Diagnostics;
using Compose.Files.Tests.Merging;
using Compose.Testing;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Diagnostics;

public sealed partial class DiagnosticCatalogueTests
{
    private static readonly SortedDictionary<string, CatalogueEntry> Catalogue = DiagnosticCatalogue.Read();

    private static IEnumerable<string> CodesWithYaml =>
        Catalogue.Values.Where(entry => entry.Example.Language == "yaml").Select(entry => entry.Code);

    public static TheoryData<string> Examples() => new(CodesWithYaml);

    [Fact]
    public void The_catalogue_has_an_entry_for_each_code() =>
        Catalogue.Keys.Should().BeEquivalentTo(Enum.GetValues<DiagnosticCode>().Select(code => code.Text()));

    [Fact]
    public void The_titles_tell_the_codes_apart() => Catalogue.Values.Select(entry => entry.Title).Should().OnlyHaveUniqueItems();

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_reports_its_code(string code)
    {
        using var folder = new Folder().With("compose.yaml", Catalogue[code].Example.Text);

        folder.Load().Diagnostics.Select(diagnostic => diagnostic.Code.Text()).Should().Contain(code);
    }

    [Fact]
    public void Each_code_is_used_by_the_source_and_reported_by_a_test()
    {
        var source = Words("src", "*.cs");
        var tests = Words("tests", "*.cs").Concat(Words("tests", "*.md")).ToHashSet();
        var examples = CodesWithYaml.ToHashSet();
        // The tests of the rules of lint load those examples.
        examples.UnionWith(Catalogue.Values.Where(entry => entry.Example.Language == "yaml lint").Select(entry => entry.Code));

        var codes = Enum.GetValues<DiagnosticCode>();
        codes.Where(code => !source.Contains(code.ToString())).Should().BeEmpty("the source uses each code");
        codes.Where(code => !examples.Contains(code.Text()) && !tests.Contains(code.Text()) && !tests.Contains(code.ToString()))
            .Should().BeEmpty("a test reports each code");
    }

    private static HashSet<string> Words(string folder, string files) =>
        Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, folder), files, SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is not ("DiagnosticCode.cs" or "catalogue.md")
                && !file.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(file => Word().Matches(File.ReadAllText(file)).Select(match => match.Value))
            .ToHashSet();

    [GeneratedRegex(@"(?<=DiagnosticCode\.)\w+|NC\d{4}")]
    private static partial Regex Word();
}
