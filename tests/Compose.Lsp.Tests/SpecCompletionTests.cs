using System.Text.Json.Nodes;
using Compose.Files;
using Compose.Files.Diagnostics;
using Compose.Files.Environment;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Lsp.Texts;
using Compose.Testing.Specs;
using FluentAssertions;
using Xunit;

namespace Compose.Lsp.Tests;

/// <summary>
/// At keys of the specs the server must offer the key that stands there, and nothing that the published JSON schema does not know; and
/// what it offers must be accepted by the loader when it is put in.
/// </summary>
public sealed class SpecCompletionTests
{
    private const int Places = 100;
    private const int LoadedPerPlace = 4;
    private const int WordPlaces = 8;

    private static readonly DiagnosticCode[] Refusals =
        [DiagnosticCode.UnknownAttribute, DiagnosticCode.InvalidName, DiagnosticCode.DuplicateKey, DiagnosticCode.InvalidYaml,
            DiagnosticCode.InvalidChoice];

    private readonly JsonSchema _schema = new();

    private sealed record Place(string Text, string[] Path, SourceSpan Key, YamlNode Value);

    [Fact]
    public async Task Completion_offers_only_what_the_schema_allows()
    {
        await using var workspace = await Workspace.OpenAsync(("compose.yaml", "services: {}\n"));
        var (offers, values) = (0, 0);
        foreach (var place in Chosen())
        {
            offers += await CheckKeyAsync(workspace, place);
            values += await CheckValueAsync(workspace, place);
        }

        offers.Should().BeGreaterThan(Places * 3);
        values.Should().BeGreaterThanOrEqualTo(WordPlaces);
    }

    private async Task<int> CheckKeyAsync(Workspace workspace, Place place)
    {
        var items = await CompleteAsync(workspace, place.Text, place.Key.Start + 1);
        var labels = items.Select(item => item["label"]!.GetValue<string>()).ToList();
        var allowed = _schema.At(place.Path[..^1])!["properties"]!.AsObject().Select(property => property.Key).ToList();
        var because = $"of {string.Join('.', place.Path)} in\n{place.Text}";
        labels.Should().BeSubsetOf(allowed, because);
        labels.Should().Contain(place.Path[^1], because);
        foreach (var item in items.Take(LoadedPerPlace))
            Refused(place.Text, item, place.Key.Start).Should().BeEmpty($"{item["label"]} was offered in place {because}");
        return labels.Count;
    }

    /// <summary>Values that are words: each that is offered is accepted, and the one that stands there is offered.</summary>
    private async Task<int> CheckValueAsync(Workspace workspace, Place place)
    {
        if (WordAt(place) is not { } scalar || _schema.Words(place.Path) is not { } words)
            return 0;
        var items = await CompleteAsync(workspace, place.Text, scalar.Span.Start);
        items.Select(item => item["label"]!.GetValue<string>()).Should().BeEquivalentTo(words);
        foreach (var item in items)
            Refused(place.Text, item, scalar.Span.Start).Should().BeEmpty();
        return 1;
    }

    private static async Task<List<JsonNode>> CompleteAsync(Workspace workspace, string text, int offset)
    {
        var position = new TextLines(text, PositionEncoding.Utf16).Position(offset);
        await workspace.Client.ReplaceAsync(workspace.Path("compose.yaml"), text);
        var items = await workspace.Client.AtAsync("completion", workspace.Path("compose.yaml"), position.Line, position.Column);
        return [.. items!.AsArray().Select(item => item!)];
    }

    private YamlScalar? WordAt(Place place) =>
        place.Value is YamlScalar { Kind: ScalarKind.String } scalar && _schema.Words(place.Path) is not null ? scalar : null;

    /// <summary>Some values that are words, then every attribute once, so that the places are not all images.</summary>
    private List<Place> Chosen()
    {
        var random = new Random(100);
        var all = new SpecFolder("tests/Compose.Files.Tests/specs").Cases.SelectMany(
            spec => PlacesOf(spec.Block("compose.yaml")?.Text ?? "")).ToArray();
        random.Shuffle(all);
        var words = all.Where(place => WordAt(place) is not null).Take(WordPlaces);
        var chosen = words.Concat(all.GroupBy(place => place.Path[^1]).Select(group => group.First())).Concat(all)
            .DistinctBy(place => (place.Text, place.Key)).Take(Places).ToList();
        chosen.Should().HaveCount(Places);
        return chosen;
    }

    private IEnumerable<Place> PlacesOf(string text)
    {
        var diagnostics = new DiagnosticBag();
        var source = new SourceSet().Add("compose.yaml", "/compose.yaml", text);
        var stream = YamlReader.Read(source, diagnostics);
        var isUsable = diagnostics.Count == 0 && stream.Documents is [{ Root: YamlMapping }] && !stream.Anchors.Any()
            && !Load(text).Any(problem => problem.Severity == Severity.Error);
        return isUsable ? Visit(stream.Documents[0].Root, []) : [];

        IEnumerable<Place> Visit(YamlNode node, string[] path) => node switch
        {
            YamlMapping mapping => mapping.Entries.SelectMany(entry => (Place[])
            [
                .. IsAttribute(path, entry) && entry.KeySpan.Length == entry.Key.Length
                    ? new[] { new Place(text, [.. path, entry.Key], entry.KeySpan, entry.Value) } : [],
                .. Visit(entry.Value, [.. path, entry.Key]),
            ]),
            YamlSequence list => list.Items.SelectMany(item => Visit(item, [.. path, "[]"])),
            _ => [],
        };
    }

    private bool IsAttribute(string[] path, YamlEntry entry) => _schema.At(path)?["properties"]?[entry.Key] is not null;

    /// <summary>
    /// What the loader has against an item that is put in at a place. That the value behind a key is one of another key is not meant.
    /// </summary>
    private static IEnumerable<string> Refused(string text, JsonNode item, int at) =>
        Load(TextEdits.Apply(text, [item["textEdit"]!.DeepClone()])).Where(problem =>
                Array.IndexOf(Refusals, problem.Code) >= 0
                    && (problem.Primary?.Span.Start == at || problem.Code == DiagnosticCode.InvalidYaml))
            .Select(problem => problem.Summary);

    private static List<Diagnostic> Load(string text) => [.. ComposeLoader.Load(new LoadRequest
    {
        Files = [new ComposeFile("compose.yaml", "/project/compose.yaml", System.Text.Encoding.UTF8.GetBytes(text))],
        Directory = "/project",
        Environment = ComposeEnvironment.Empty,
        CheckConsistency = false,
        ResolveEnvironment = false,
    }).Diagnostics];
}
