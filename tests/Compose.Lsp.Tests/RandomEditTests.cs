using System.Text.Json.Nodes;
using Compose.Files;
using Compose.Files.Diagnostics;
using Compose.Files.Discovery;
using Compose.Host;
using Compose.Lsp.Texts;
using Compose.Planning.Lint.Rules;
using FluentAssertions;
using Xunit;

namespace Compose.Lsp.Tests;

/// <summary>Random edits of several files: what the server says in the end is what a fresh load of the same files says.</summary>
public sealed class RandomEditTests
{
    private const int Edits = 300;
    private const int BetweenComparisons = 15;
    private const int BetweenFreshServers = 100;

    private static readonly string[] Pieces =
        ["\n", " ", "  ", ":", ": ", "- ", "#", "\"", "'", "[", "]", "{", "}", "$", "${TAG}", "&a ", "*a", "é", "😀", "\t", "\r\n", "image",
            "services:\n", "db", "x"];

    private readonly Random _random = new(20_2026);

    private readonly Dictionary<string, string> _texts = new()
    {
        ["compose.yaml"] = """
            include: [more/compose.yaml]
            services:
              web:
                image: nginx:${TAG}
                depends_on: [db]
                ports: ["127.0.0.1:8080:80"]
                healthcheck: {test: [CMD, "true"], interval: 5s}
              db: {image: "postgres:16", volumes: ["data:/data"]}
            volumes:
              data: {}
            """,
        ["compose.override.yaml"] = "services:\n  web:\n    environment: {LEVEL: debug, NAME: \"é😀\"}\n    restart: always\n",
        ["more/compose.yaml"] = "services:\n  cache:\n    image: redis:7\n    extends: {service: base}\n  base:\n    image: redis:6\n",
        [".env"] = "TAG=1.27\nLEVEL=info\n",
    };

    [Fact]
    public async Task After_300_random_edits_the_diagnostics_are_those_of_a_fresh_load()
    {
        await using var workspace = await Workspace.OpenAsync([.. _texts.Select(text => (text.Key, text.Value))]);
        foreach (var name in _texts.Keys.Skip(1))
            await workspace.OpenAsync(name);
        var original = _texts.ToDictionary();
        for (var edit = 1; edit <= Edits; edit++)
        {
            await EditAsync(workspace, edit % 4 == 0 ? original : null);
            if (edit % BetweenComparisons != 0)
                continue;
            await CompareWithLoadAsync(workspace, edit);
            if (edit % BetweenFreshServers == 0)
                await CompareWithFreshServerAsync(workspace, edit);
        }
    }

    /// <summary>
    /// One range of one file gets another text, or the whole file its first one again: broken files stay broken otherwise.
    /// </summary>
    private async Task EditAsync(Workspace workspace, Dictionary<string, string>? original)
    {
        var name = _texts.Keys.ElementAt(_random.Next(_texts.Count));
        var text = _texts[name];
        if (original is not null)
        {
            _texts[name] = original[name];
            await workspace.Client.ReplaceAsync(workspace.Path(name), original[name]);
            return;
        }

        var lines = new TextLines(text, PositionEncoding.Utf16);
        var start = Boundary(text, _random.Next(text.Length + 1));
        var end = Boundary(text, Math.Min(text.Length, start + (_random.Next(3) == 0 ? _random.Next(12) : 0)));
        var piece = _random.Next(4) == 0 && text.Length > 0 ? Line(lines, _random.Next(lines.Count)) : Pieces[_random.Next(Pieces.Length)];
        _texts[name] = text[..start] + piece + text[end..];
        await workspace.Client.ChangeAsync(
            workspace.Path(name), new JsonObject { ["range"] = Ranges.ToJson(lines, start, end), ["text"] = piece });
    }

    private static string Line(TextLines lines, int line) => lines.Line(line).ToString() + "\n";

    /// <summary>Not between the halves of a character, and not between the two parts of a line end, which no editor can point to.</summary>
    private static int Boundary(string text, int at) =>
        at > 0 && at < text.Length && (char.IsLowSurrogate(text[at]) || (text[at] == '\n' && text[at - 1] == '\r')) ? at - 1 : at;

    private async Task CompareWithLoadAsync(Workspace workspace, int edit)
    {
        foreach (var (name, text) in _texts)
            await File.WriteAllTextAsync(workspace.Path(name), text);
        await workspace.Client.DiagnosticsOfAsync(workspace.Path("compose.yaml"));
        var published = workspace.Client.Diagnostics.SelectMany(file => file.Value.Select(problem => Describe(file.Key, problem!)));
        published.Should().BeEquivalentTo(Expected(workspace), $"of the state after {edit} edits");
    }

    /// <summary>
    /// The project of the folder; a file that it does not read because of a mistake is the project of its own folder, or of its own.
    /// </summary>
    private HashSet<string> Expected(Workspace workspace)
    {
        var (expected, read) = (new HashSet<string>(), new HashSet<string>());
        foreach (var path in _texts.Keys.Select(workspace.Path).OrderBy(path => path.Length).ThenBy(path => path, StringComparer.Ordinal))
        {
            if (!read.Contains(path))
                Load(new LocationRequest { CurrentDirectory = Path.GetDirectoryName(path)!, Variables = ProcessEnvironment.OfProcess() });
            if (!read.Contains(path) && path.EndsWith(".yaml", StringComparison.Ordinal))
                Load(new LocationRequest
                { CurrentDirectory = Path.GetDirectoryName(path)!, Variables = ProcessEnvironment.OfProcess(), Files = [path] });
        }

        return expected;

        void Load(LocationRequest request)
        {
            var location = ProjectLocator.Locate(request);
            var (loaded, findings) = location.Diagnostics.HasErrors ? new LintedProject(new LoadResult(location.Sources, []), [])
                : LintedProject.Of(new LoadRequest
                {
                    Files = location.Files,
                    Directory = location.Directory,
                    Environment = location.Environment,
                    Sources = location.Sources,
                });
            expected.UnionWith(
                location.Diagnostics.Concat(loaded.Diagnostics).Concat(findings).Select(problem => Describe(problem, loaded)));
            read.UnionWith(loaded.Sources.All.Select(source => source.Path));
        }
    }

    private async Task CompareWithFreshServerAsync(Workspace workspace, int edit)
    {
        await using var fresh = await LspClient.StartAsync(workspace.Folder);
        foreach (var (name, text) in _texts)
            await fresh.OpenAsync(workspace.Path(name), text);
        await fresh.DiagnosticsOfAsync(workspace.Path("compose.yaml"));
        foreach (var name in _texts.Keys)
            (workspace.Client.Diagnostics.GetValueOrDefault(LspClient.Uri(workspace.Path(name))) ?? []).ToJsonString().Should().Be(
                (fresh.Diagnostics.GetValueOrDefault(LspClient.Uri(workspace.Path(name))) ?? []).ToJsonString(),
                $"of {name} after {edit} edits");
    }

    private static string Describe(Diagnostic problem, LoadResult loaded)
    {
        var place = "";
        if (problem.Primary is { } primary && loaded.Sources.TryGet(primary.Span, out var source))
            place = $"{LspClient.Uri(source.Path)} {new TextLines(source.Text, PositionEncoding.Utf16).Position(primary.Span.Start)}";
        return $"{place} {problem.Code.Text()} {problem.Summary}";
    }

    private static string Describe(string uri, JsonNode problem)
    {
        var start = problem["range"]!["start"]!;
        var position = new TextPosition(start["line"]!.GetValue<int>(), start["character"]!.GetValue<int>());
        return $"{uri} {position} {problem["code"]} {problem["message"]!.GetValue<string>().Split("\nhelp: ")[0]}";
    }
}
