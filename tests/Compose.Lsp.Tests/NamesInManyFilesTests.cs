using System.Text.Json.Nodes;
using FluentAssertions;
using Xunit;

namespace Compose.Lsp.Tests;

/// <summary>Definition, references and rename through `include`, `extends`, anchors and overrides, in one session.</summary>
public sealed class NamesInManyFilesTests(NamesInManyFilesTests.Session session) : IClassFixture<NamesInManyFilesTests.Session>
{
    private static readonly (string Name, string Text)[] Files =
    [
        ("compose.yaml", """
            include: [more/compose.yaml]
            x-needs: &needs
              depends_on: [db]
            services:
              web:
                <<: *needs
                image: nginx:1
                extends: {file: base.yaml, service: web}
                links: [store]
              worker:
                <<: *needs
                image: worker:1
                network_mode: service:db
              db:
                image: postgres:16
            """),
        ("compose.override.yaml", """
            services:
              db:
                environment: {LEVEL: debug}
              web:
                volumes_from: [db]
            """),
        ("more/compose.yaml", """
            services:
              store:
                image: minio:1
                depends_on: [cache]
              cache:
                image: redis:7
            """),
        ("base.yaml", """
            services:
              web:
                extends: plain
                depends_on: [db]
              plain:
                restart: always
              other:
                extends: {service: web}
            """),
    ];

    private readonly Workspace _workspace = session.Workspace;

    [Theory]
    [InlineData("compose.yaml", "service: w|eb}", "base.yaml:2:3")]
    [InlineData("compose.yaml", "links: [st|ore]", "more/compose.yaml:2:3")]
    [InlineData("compose.yaml", "  depends_on: [d|b]", "compose.override.yaml:2:3 compose.yaml:14:3")]
    [InlineData("base.yaml", "depends_on: [d|b]", "compose.override.yaml:2:3 compose.yaml:14:3")]
    [InlineData("base.yaml", "extends: pl|ain", "base.yaml:5:3")]
    [InlineData("base.yaml", "{service: w|eb}", "base.yaml:2:3")]
    [InlineData("more/compose.yaml", "depends_on: [ca|che]", "more/compose.yaml:5:3")]
    [InlineData("compose.override.yaml", "  w|eb:", "compose.override.yaml:4:3 compose.yaml:5:3")]
    public async Task Definition_finds_the_file(string file, string place, string expected)
    {
        _workspace.Places(await AskAsync("definition", file, place)).Order().Should().Equal(expected.Split(' '));
    }

    [Theory]
    [InlineData("compose.yaml", "  d|b:", "base.yaml:4:18 compose.override.yaml:2:3 compose.override.yaml:5:20 compose.yaml:13:27 compose.yaml:14:3 compose.yaml:3:16")]
    [InlineData("compose.yaml", "  w|eb:", "compose.override.yaml:4:3 compose.yaml:5:3")]
    [InlineData("base.yaml", "  w|eb:", "base.yaml:2:3 base.yaml:8:24 compose.yaml:8:41")]
    [InlineData("base.yaml", "  pl|ain:", "base.yaml:3:14 base.yaml:5:3")]
    [InlineData("more/compose.yaml", "  st|ore:", "compose.yaml:9:13 more/compose.yaml:2:3")]
    public async Task References_and_rename_have_every_file_and_not_another_service_of_the_name(string file, string place, string expected)
    {
        var all = ("context", (JsonNode)new JsonObject { ["includeDeclaration"] = true });
        _workspace.Places(await AskAsync("references", file, place, all)).Order(StringComparer.Ordinal).Should().Equal(expected.Split(' '));

        var changes = (await AskAsync("rename", file, place, ("newName", "renamed")))!["changes"]!.AsObject();
        changes.SelectMany(changed => _workspace.Places(new JsonArray([.. changed.Value!.AsArray().Select(edit =>
            new JsonObject { ["uri"] = changed.Key, ["range"] = edit!["range"]!.DeepClone() })]))).Order(StringComparer.Ordinal).Should()
            .Equal(expected.Split(' '));
        await LoadsAsync(Files.Select(given => (given.Name,
            changes[LspClient.Uri(_workspace.Path(given.Name))] is JsonArray edits ? TextEdits.Apply(given.Text, edits) : given.Text)));
        await LoadsAsync(Files);
    }

    [Theory]
    [InlineData("more/compose.yaml", "depends_on: [|cache]", "cache db worker")]
    [InlineData("compose.yaml", "links: [|store]", "cache db store worker")]
    [InlineData("compose.yaml", "service: |web}", "cache db other plain store worker")]
    public async Task Completion_offers_services_of_included_files_and_of_extended_ones_only_to_extend(
        string file, string place, string expected)
    {
        var items = (await AskAsync("completion", file, place))!.AsArray().Select(item => item!["label"]!.GetValue<string>());
        string.Join(' ', items.Order(StringComparer.Ordinal)).Should().Be(expected);
    }

    /// <summary>The open texts become these, and there is no error in any.</summary>
    private async Task LoadsAsync(IEnumerable<(string Name, string Text)> texts)
    {
        foreach (var (name, text) in texts)
            await _workspace.Client.ReplaceAsync(_workspace.Path(name), text);
        await _workspace.Client.DiagnosticsOfAsync(_workspace.Path("compose.yaml"));
        _workspace.Client.Diagnostics.Values.SelectMany(problems => problems)
            .Where(problem => problem!["severity"]!.GetValue<int>() == 1).Should().BeEmpty();
    }

    private Task<JsonNode?> AskAsync(string method, string file, string place, params (string Name, JsonNode Value)[] more)
    {
        var text = Files.Single(given => given.Name == file).Text;
        var plain = place.Replace("|", "", StringComparison.Ordinal);
        text.Should().Contain(plain);
        var at = text.IndexOf(plain, StringComparison.Ordinal);
        return _workspace.AtCursorAsync(method, file, text.Remove(at, plain.Length).Insert(at, place), more);
    }

    public sealed class Session : IAsyncLifetime
    {
        internal Workspace Workspace { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Workspace = await Workspace.OpenAsync(Files);
            foreach (var (name, _) in Files.Skip(1))
                await Workspace.OpenAsync(name);
        }

        public Task DisposeAsync() => Workspace.DisposeAsync().AsTask();
    }
}
