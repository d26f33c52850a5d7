using System.Text.Json.Nodes;
using FluentAssertions;
using Xunit;

namespace Compose.Lsp.Tests;

public sealed class DiagnosticTests
{
    private const string Healthy = "services:\n  web:\n    image: nginx:1.27\n";

    [Fact]
    public async Task An_edit_reports_a_mistake_and_its_correction_removes_it()
    {
        await using var workspace = await Workspace.OpenAsync(("compose.yaml", Healthy));
        (await workspace.ProblemsAsync("compose.yaml")).Should().BeEmpty();
        await workspace.Client.ReplaceAsync(workspace.Path("compose.yaml"), Healthy.Replace("image", "imagee", StringComparison.Ordinal));
        (await workspace.ProblemsAsync("compose.yaml")).Should().Equal("3 NC0302");
        await workspace.Client.ReplaceAsync(workspace.Path("compose.yaml"), Healthy);
        (await workspace.ProblemsAsync("compose.yaml")).Should().BeEmpty();
    }

    [Fact]
    public async Task Findings_of_lint_are_reported_too()
    {
        await using var workspace = await Workspace.OpenAsync(
            ("compose.yaml", "services:\n  web:\n    image: nginx\n    privileged: true\n"));
        (await workspace.ProblemsAsync("compose.yaml")).Should().Equal("3 NC1601", "4 NC1604");
    }

    [Fact]
    public async Task A_mistake_in_an_included_file_is_reported_there_and_an_open_text_counts_before_the_disk()
    {
        await using var workspace = await Workspace.OpenAsync(
            ("compose.yaml", "include: [db/compose.yaml]\n" + Healthy), ("db/compose.yaml", "services:\n  db:\n    imagee: x\n"));
        (await workspace.ProblemsAsync("db/compose.yaml")).Should().Equal("3 NC0302");
        await workspace.Client.OpenAsync(workspace.Path("db/compose.yaml"), "services:\n  db:\n    image: x:1\n");
        (await workspace.ProblemsAsync("db/compose.yaml")).Should().BeEmpty();
    }

    [Fact]
    public async Task A_mistake_in_an_extended_file_is_reported_there_while_it_is_typed()
    {
        await using var workspace = await Workspace.OpenAsync(
            ("compose.yaml", "services:\n  web:\n    extends: {file: base.yaml, service: web}\n"),
            ("base.yaml", Healthy));
        await workspace.OpenAsync("base.yaml");
        (await workspace.ProblemsAsync("base.yaml")).Should().BeEmpty();
        await workspace.Client.ReplaceAsync(workspace.Path("base.yaml"), Healthy + "    restart: allways\n");
        (await workspace.ProblemsAsync("base.yaml")).Should().Equal("4 NC0753");
        await workspace.Client.ReplaceAsync(workspace.Path("base.yaml"), "services: {}\n");
        (await workspace.ProblemsAsync("base.yaml")).Should().BeEmpty();
        (await workspace.ProblemsAsync("compose.yaml")).Should().ContainSingle(
            problem => problem.StartsWith("3 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_belongs_to_the_project_above_it_that_includes_it()
    {
        await using var workspace = await Workspace.OpenAsync(
            ("db/compose.yaml", "services:\n  db:\n    image: a:1\n    depends_on: [web]\n"),
            ("compose.yaml", "include: [db/compose.yaml]\n" + Healthy));
        (await workspace.ProblemsAsync("db/compose.yaml")).Should().BeEmpty();
    }

    [Fact]
    public async Task Flags_fix_the_project()
    {
        await using var workspace = await Workspace.OpenAsync(
            ("site.yaml", "services:\n  web:\n    restart: allways\n"), ("base.yaml", Healthy));
        await using var client = await LspClient.StartAsync(workspace.Folder, null, "--file", "base.yaml", "--file", "site.yaml");
        await client.OpenAsync(workspace.Path("site.yaml"), "services:\n  web:\n    restart: allways\n", "yaml");
        (await client.DiagnosticsOfAsync(workspace.Path("site.yaml"))).Select(problem => problem!["code"]!.GetValue<string>()).Should()
            .Equal("NC0753");
    }

    [Fact]
    public async Task An_override_file_belongs_to_the_file_that_it_overrides()
    {
        await using var workspace = await Workspace.OpenAsync(("compose.override.yaml", "services:\n  web: {privileged: true}\n"),
            ("compose.yaml", Healthy));
        (await workspace.ProblemsAsync("compose.override.yaml")).Should().Equal("2 NC1604");
    }

    [Fact]
    public async Task A_file_with_a_further_name_is_checked_over_the_main_file()
    {
        await using var workspace = await Workspace.OpenAsync(("compose.prod.yaml", "services:\n  web:\n    restart: allways\n"),
            ("compose.yaml", Healthy));
        (await workspace.ProblemsAsync("compose.prod.yaml")).Should().Equal("3 NC0753");
    }

    [Fact]
    public async Task A_change_of_the_env_file_is_seen_in_the_compose_file()
    {
        await using var workspace = await Workspace.OpenAsync((".env", "POLICY=always\n"),
            ("compose.yaml", Healthy + "    restart: ${POLICY}\n"));
        await workspace.OpenAsync("compose.yaml");
        (await workspace.ProblemsAsync("compose.yaml")).Should().BeEmpty();
        await workspace.Client.ReplaceAsync(workspace.Path(".env"), "POLICY=allways\n");
        (await workspace.ProblemsAsync("compose.yaml")).Should().Equal("4 NC0753");
    }

    [Fact]
    public async Task A_missing_env_file_of_a_service_is_an_error()
    {
        await using var workspace = await Workspace.OpenAsync(("compose.yaml", Healthy + "    env_file: web.env\n"));
        (await workspace.ProblemsAsync("compose.yaml")).Should().Equal("4 NC0602");
        workspace.Write("web.env", "A=1\n");
        await workspace.Client.NotifyAsync("workspace/didChangeWatchedFiles", []);
        (await workspace.ProblemsAsync("compose.yaml")).Should().BeEmpty();
    }

    [Fact]
    public async Task Columns_count_UTF16_units_and_bytes_for_a_client_that_wants_them()
    {
        const string text = "services:\n  web: {image: \"a:1\", hostname: \"😀é\", imagee: x}\n";
        (await ColumnAsync(text, [])).Should().Be(text.Split('\n')[1].IndexOf("imagee", StringComparison.Ordinal));
        var utf8 = new JsonObject { ["general"] = new JsonObject { ["positionEncodings"] = new JsonArray("utf-8", "utf-16") } };
        (await ColumnAsync(text, utf8)).Should().Be(text.Split('\n')[1].IndexOf("imagee", StringComparison.Ordinal) + 3);
    }

    [Fact]
    public async Task A_file_that_is_no_compose_file_is_left_alone()
    {
        await using var workspace = await Workspace.OpenAsync(("compose.yaml", Healthy), ("deploy.yaml", "kind: Deployment\n"));
        await workspace.Client.OpenAsync(workspace.Path("deploy.yaml"), "kind: Deployment\n", "yaml");
        (await workspace.ProblemsAsync("deploy.yaml")).Should().BeEmpty();
    }

    private static async Task<int> ColumnAsync(string text, JsonObject capabilities)
    {
        await using var workspace = await Workspace.OpenAsync(("compose.yaml", text));
        await using var client = await LspClient.StartAsync(workspace.Folder, capabilities);
        await client.OpenAsync(workspace.Path("compose.yaml"), text);
        var problem = (await client.DiagnosticsOfAsync(workspace.Path("compose.yaml"))).Single();
        return problem!["range"]!["start"]!["character"]!.GetValue<int>();
    }
}
