using System.Text.Json.Nodes;
using FluentAssertions;
using Xunit;

namespace Compose.Lsp.Tests;

/// <summary>All questions are asked in one session, each after an edit of its own.</summary>
public sealed class AnswerTests(AnswerTests.Session session) : IClassFixture<AnswerTests.Session>
{
    private const string Main = """
        include: [more/compose.yaml]
        x-base: &base
          restart: always
        services:
          web:
            <<: *base
            image: nginx:${TAG}
            depends_on: [db, "cache"]
            network_mode: service:db
            volumes: [data:/data, ./data:/host, {type: volume, source: data, target: /other}]
          cache:
            image: redis:7
            links: ["db:database"]
            volumes_from: [db:ro]
            extends: {service: plain, file: base.yaml}
          db:
            image: postgres:16
            depends_on:
              store: {condition: service_started}
        volumes:
          data: {}
        """;

    private const string Included = "services:\n  store:\n    image: minio:1\n    profiles: [all]\n";
    private const string Base = "services:\n  plain:\n    hostname: plain\n  other:\n    extends: plain\n";

    private readonly Workspace _workspace = session.Workspace;

    [Theory]
    [InlineData("[d|b, \"cache\"]", "compose.yaml:16:3")]
    [InlineData("\"ca|che\"]", "compose.yaml:11:3")]
    [InlineData("network_mode: service:d|b", "compose.yaml:16:3")]
    [InlineData("[da|ta:/data", "compose.yaml:21:3")]
    [InlineData("source: da|ta", "compose.yaml:21:3")]
    [InlineData("\"d|b:database", "compose.yaml:16:3")]
    [InlineData("[d|b:ro]", "compose.yaml:16:3")]
    [InlineData("st|ore: {cond", "more/compose.yaml:2:3")]
    [InlineData("service: pl|ain", "base.yaml:2:3")]
    [InlineData("file: ba|se.yaml", "base.yaml:1:1")]
    [InlineData("[more/com|pose.yaml]", "more/compose.yaml:1:1")]
    [InlineData("<<: *ba|se", "compose.yaml:2:9")]
    [InlineData("nginx:${TA|G}", ".env:2:1")]
    public async Task Definition_leads_to_where_it_is_declared(string place, string expected)
    {
        _workspace.Places(await _workspace.AtCursorAsync("definition", "compose.yaml", At(place))).Should().Equal(expected);
    }

    [Fact]
    public async Task A_path_of_the_host_is_no_volume()
    {
        _workspace.Places(await _workspace.AtCursorAsync("definition", "compose.yaml", At("./da|ta:/host"))).Should().BeEmpty();
    }

    [Fact]
    public async Task References_are_all_places_in_all_files()
    {
        var context = ("context", (JsonNode)new JsonObject { ["includeDeclaration"] = true });
        _workspace.Places(await _workspace.AtCursorAsync("references", "compose.yaml", At("  d|b:\n"), context)).Should().BeEquivalentTo(
            "compose.yaml:8:18", "compose.yaml:9:27", "compose.yaml:13:14", "compose.yaml:14:20", "compose.yaml:16:3");
    }

    [Fact]
    public async Task An_anchor_is_referred_to_by_its_aliases() =>
        _workspace.Places(await _workspace.AtCursorAsync("references", "compose.yaml", At("x-base: &ba|se"))).Should()
            .Equal("compose.yaml:6:9");

    [Fact]
    public async Task A_renamed_service_has_its_new_name_everywhere_and_the_project_still_loads()
    {
        var edits = await _workspace.AtCursorAsync("rename", "compose.yaml", At("  d|b:\n"), ("newName", "postgres"));
        var changes = edits!["changes"]!.AsObject();
        changes.Select(file => file.Key).Should().Equal(LspClient.Uri(_workspace.Path("compose.yaml")));
        var renamed = TextEdits.Apply(Main, changes.Single().Value!.AsArray());
        renamed.Should()
            .Be(Main.Replace("[db, ", "[postgres, ", StringComparison.Ordinal)
                .Replace("service:db", "service:postgres", StringComparison.Ordinal)
            .Replace("\"db:database", "\"postgres:database", StringComparison.Ordinal)
            .Replace("[db:ro]", "[postgres:ro]", StringComparison.Ordinal)
            .Replace("\n  db:", "\n  postgres:", StringComparison.Ordinal));
        await _workspace.Client.ReplaceAsync(_workspace.Path("compose.yaml"), renamed);
        (await _workspace.Client.DiagnosticsOfAsync(_workspace.Path("compose.yaml"))).Should()
            .NotContain(problem => problem!["severity"]!.GetValue<int>() == 1);
    }

    [Fact]
    public async Task A_service_of_another_file_is_renamed_in_both()
    {
        var edits = await _workspace.AtCursorAsync("rename", "compose.yaml", At("st|ore: {cond"), ("newName", "objects"));
        edits!["changes"]!.AsObject().Select(file => file.Key).Should().BeEquivalentTo(
            LspClient.Uri(_workspace.Path("compose.yaml")), LspClient.Uri(_workspace.Path("more/compose.yaml")));
    }

    [Theory]
    [InlineData("web")]
    [InlineData("a b")]
    public async Task A_name_that_exists_or_is_none_is_refused(string name)
    {
        var rename = () => _workspace.AtCursorAsync("rename", "compose.yaml", At("  d|b:\n"), ("newName", name));
        await rename.Should().ThrowAsync<InvalidOperationException>().WithMessage("*-32803*");
    }

    [Theory]
    [InlineData("    im|age: nginx", "*The image that the containers start from*services.web.image*nginx:1.27*compose.yaml:7*")]
    [InlineData("nginx:${T|AG}", "*`TAG` = `1.27`*from .env*")]
    [InlineData("  rest|art: always", "`x-base.restart`*always*compose.yaml:3*")]
    [InlineData("condi|tion: service_started", "*What to wait for*service_healthy*")]
    public async Task Hover_explains_the_attribute_and_its_value(string place, string expected)
    {
        var hover = await _workspace.AtCursorAsync("hover", "compose.yaml", At(place));
        (hover?["contents"]!["value"]!.GetValue<string>() ?? "").Should().Match(expected);
    }

    [Fact]
    public async Task Hover_hides_a_secret()
    {
        var hover = await _workspace.AtCursorAsync("hover", "compose.yaml",
            "services:\n  db:\n    image: a:1\n    environment:\n      DB_PASS|WORD: hunter2\n");
        hover!.ToJsonString().Should().Contain("DB_PASSWORD").And.NotContain("hunter2");
    }

    [Theory]
    [InlineData("services:\n  web:\n    im|agee: a:1\n", "image")]
    [InlineData("services:\n  web:\n    image: a:1\n    depends_on: [d|bb]\n  db: {image: a:1}\n", "db")]
    [InlineData("services:\n  web:\n    image: a:1\n    network_mode: ser|vice:sevice\n  service: {image: a:1}\n", "service")]
    [InlineData("services:\n  web:\n    image: a:1\n    cgroup: |hosst\n", "host")]
    [InlineData("services:\n  web:\n    image: a:1\n    networks: [fro|nd]\nnetworks:\n  front: {}\n", "front")]
    [InlineData("services:\n  web:\n    extends: {service: ba|sse}\n  base: {image: a:1}\n", "base")]
    [InlineData("services:\n  web:\n    image: a:1\n    deploy: {mode: globl|}\n", "global")]
    public async Task A_quick_fix_writes_what_was_meant(string textWithCursor, string meant)
    {
        var text = textWithCursor.Replace("|", "", StringComparison.Ordinal);
        await _workspace.Client.ReplaceAsync(_workspace.Path("compose.yaml"), text);
        var at = textWithCursor[..textWithCursor.IndexOf('|', StringComparison.Ordinal)].Split('\n');
        var position = () => LspClient.Position(at.Length - 1, at[^1].Length);
        var fixes = (await _workspace.Client.RequestAsync("textDocument/codeAction", new JsonObject
        {
            ["textDocument"] = new JsonObject { ["uri"] = LspClient.Uri(_workspace.Path("compose.yaml")) },
            ["range"] = new JsonObject { ["start"] = position(), ["end"] = position() },
            ["context"] = new JsonObject { ["diagnostics"] = new JsonArray() },
        }))!.AsArray();
        fixes.Should().ContainSingle();
        var edits = fixes[0]!["edit"]!["changes"]!.AsObject().Single().Value!.AsArray();
        edits[0]!["newText"]!.GetValue<string>().Should().Be(meant);
        await _workspace.Client.ReplaceAsync(_workspace.Path("compose.yaml"), TextEdits.Apply(text, edits));
        (await _workspace.Client.DiagnosticsOfAsync(_workspace.Path("compose.yaml"))).Should().NotContain(
            problem => problem!["severity"]!.GetValue<int>() == 1);
    }

    public sealed class Session : IAsyncLifetime
    {
        internal Workspace Workspace { get; private set; } = null!;

        public async Task InitializeAsync() => Workspace = await Workspace.OpenAsync(
            ("compose.yaml", Main), ("more/compose.yaml", Included), ("base.yaml", Base), (".env", "# tag\nTAG=1.27\n"));

        public Task DisposeAsync() => Workspace.DisposeAsync().AsTask();
    }

    [Fact]
    public async Task Symbols_are_sections_with_their_members()
    {
        await _workspace.Client.ReplaceAsync(_workspace.Path("compose.yaml"), Main);
        var symbols = (await _workspace.Client.RequestAsync("textDocument/documentSymbol",
            new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = LspClient.Uri(_workspace.Path("compose.yaml")) } }))!.AsArray();
        symbols.Select(symbol => $"{symbol!["name"]}: {string.Join(' ', symbol["children"]!.AsArray().Select(child => child!["name"]))}")
            .Should().Equal("include: ", "x-base: restart", "services: web cache db", "volumes: data");
    }

    /// <summary>The main file with a cursor in the given piece of it.</summary>
    private static string At(string piece)
    {
        var plain = piece.Replace("|", "", StringComparison.Ordinal);
        Main.Should().Contain(plain);
        return Main.Replace(plain, piece, StringComparison.Ordinal);
    }
}
