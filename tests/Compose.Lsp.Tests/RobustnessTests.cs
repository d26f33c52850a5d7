using System.Text;
using System.Text.Json.Nodes;
using FluentAssertions;
using Xunit;

namespace Compose.Lsp.Tests;

/// <summary>What a client may send wrong: each is answered or skipped, and the server understands the next message.</summary>
public sealed class RobustnessTests
{
    public static TheoryData<string, int?> Broken() => new()
    {
        { "Content-Length: 5\r\n\r\n{\"a\":", -32700 },
        { "Content-Length: 2\r\n\r\n[]", -32600 },
        { "Content-Length: 4\r\n\r\nnull", -32600 },
        { "Content-Length: 2\r\n\r\n{}", -32600 },
        { "Content-Length: 0\r\n\r\n", -32700 },
        { "Content-Length: 20\r\n\r\n" + "{\"method\":1,\"id\":[]}", -32600 },
        { "Content-Length: -1\r\n\r\n", null },
        { "Content-Length: many\r\n\r\n", null },
        { "Content-Length: 99999999999999999999\r\n\r\n", null },
        { "Content-Type: text/plain\r\n\r\n", null },
        { "\r\n\r\n\n\n", null },
        { "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x\"}", null },
        { new string('x', 100_000) + "\r\n", null },
        { "Content-Length: 90000000\r\n\r\n" + new string(' ', 90_000_000), -32600 },
    };

    [Fact]
    public async Task Broken_messages_never_end_it()
    {
        await using var workspace = await Workspace.OpenAsync(("compose.yaml", "services:\n  web: {image: \"a:1\", x: y}\n"));
        foreach (var (bytes, code) in Broken().Select<object?[], (string, int?)>(row => ((string)row[0]!, (int?)row[1])))
        {
            await workspace.Client.SendBytesAsync(Encoding.ASCII.GetBytes(bytes));
            if (code is not null)
                (await workspace.Client.AnswerAsync(null))["error"]!["code"]!.GetValue<int>().Should()
                    .Be(code, "of " + bytes[..Math.Min(50, bytes.Length)]);
            (await workspace.ProblemsAsync("compose.yaml")).Should().Equal(["2 NC0302"], "after " + bytes[..Math.Min(50, bytes.Length)]);
        }
    }

    [Theory]
    [InlineData("textDocument/unheardOf", "{}", -32601)]
    [InlineData("textDocument/hover", "{}", -32602)]
    [InlineData("textDocument/hover", "{\"textDocument\": {\"uri\": 3}}", -32602)]
    [InlineData("textDocument/hover", "{\"textDocument\": {\"uri\": \"\\ud800\"}}", -32602)]
    [InlineData("textDocument/completion",
        "{\"textDocument\": {\"uri\": \"URI\"}, \"position\": {\"line\": -1, \"character\": 0}}", -32602)]
    [InlineData("textDocument/completion",
        "{\"textDocument\": {\"uri\": \"URI\"}, \"position\": {\"line\": 1e99, \"character\": 0}}", -32602)]
    [InlineData("initialize", "{}", -32600)]
    public async Task A_wrong_request_is_refused_with_its_code(string method, string parameters, int code)
    {
        await using var workspace = await Workspace.OpenAsync(("compose.yaml", "services:\n  web: {image: \"a:1\"}\n"));
        var uri = LspClient.Uri(workspace.Path("compose.yaml"));
        const int id = 77;
        var message =
            $"{{\"jsonrpc\":\"2.0\",\"id\":{id},\"method\":\"{method}\",\"params\":{parameters.Replace("URI", uri, StringComparison.Ordinal)}}}";
        await workspace.Client.SendBytesAsync(
            Encoding.UTF8.GetBytes($"content-length: {Encoding.UTF8.GetByteCount(message)}\n\n{message}"));
        (await workspace.Client.AnswerAsync(id))["error"]!["code"]!.GetValue<int>().Should().Be(code);
    }

    [Theory]
    [InlineData("[", "]", 999)]
    [InlineData("[", "]", 100_000)]
    [InlineData("{a: ", "}", 999)]
    [InlineData("[", "", 100_000)]
    public async Task Deep_nesting_does_not_end_it(string open, string close, int depth)
    {
        await using var workspace = await Workspace.OpenAsync(("compose.yaml", "services:\n  web: {image: \"a:1\"}\n"));
        var text = "x-deep: " + string.Concat(Enumerable.Repeat(open, depth)) + string.Concat(Enumerable.Repeat(close, depth)) + "\n";
        await workspace.Client.ReplaceAsync(workspace.Path("compose.yaml"), text);
        await workspace.Client.AtAsync("completion", workspace.Path("compose.yaml"), 0, 8 + (depth * open.Length));
        await workspace.Client.AtAsync("hover", workspace.Path("compose.yaml"), 0, 8 + (depth * open.Length / 2));
        await workspace.ProblemsAsync("compose.yaml");
        await workspace.Client.ReplaceAsync(workspace.Path("compose.yaml"), "services:\n  web: {imagee: x}\n");
        (await workspace.ProblemsAsync("compose.yaml")).Should().Equal("2 NC0302");
    }

    [Fact]
    public async Task A_position_far_outside_of_the_text_has_no_answer()
    {
        await using var workspace = await Workspace.OpenAsync(("compose.yaml", "services:\n  web: {image: \"a:1\"}\n"));
        (await workspace.Client.AtAsync("hover", workspace.Path("compose.yaml"), 10_000, 10_000)).Should().BeNull();
    }

    [Fact]
    public async Task Edits_of_texts_that_are_not_open_and_of_other_schemes_are_ignored()
    {
        await using var workspace = await Workspace.OpenAsync(("compose.yaml", "services:\n  web: {image: \"a:1\"}\n"));
        await workspace.Client.ReplaceAsync(workspace.Path("other.yaml"), "x");
        await workspace.Client.NotifyAsync("textDocument/didOpen", new JsonObject
        {
            ["textDocument"] = new JsonObject
            { ["uri"] = "untitled:compose.yaml", ["languageId"] = "dockercompose", ["version"] = 1, ["text"] = "x" },
        });
        (await workspace.ProblemsAsync("compose.yaml")).Should().BeEmpty();
    }

    [Fact]
    public async Task A_request_that_waits_for_a_load_can_be_cancelled()
    {
        await using var workspace = await Workspace.OpenAsync(("compose.yaml", "services:\n  web: {image: \"a:1\"}\n"));
        const int id = 500;
        var hover = new JsonObject
        {
            ["textDocument"] = new JsonObject { ["uri"] = LspClient.Uri(workspace.Path("compose.yaml")) },
            ["position"] = LspClient.Position(1, 3),
        };
        // One write, so that the edit, the request and its cancellation are read together.
        await workspace.Client.SendBytesAsync([
            .. Frame(new JsonObject { ["method"] = "workspace/didChangeWatchedFiles", ["params"] = new JsonObject() }),
            .. Frame(new JsonObject { ["id"] = id, ["method"] = "textDocument/hover", ["params"] = hover }),
            .. Frame(new JsonObject { ["method"] = "$/cancelRequest", ["params"] = new JsonObject { ["id"] = id } }),
        ]);
        (await workspace.Client.AnswerAsync(id))["error"]!["code"]!.GetValue<int>().Should().Be(-32800);
    }

    [Fact]
    public async Task Requests_before_initialize_and_after_shutdown_are_refused_and_exit_ends_with_its_code()
    {
        using var folder = new TemporaryFolder();
        await using var client = new LspClient(folder.Path);
        (await client.AskAsync("textDocument/hover"))["error"]!["code"]!.GetValue<int>().Should().Be(-32002);
        await client.RequestAsync("initialize", []);
        await client.RequestAsync("shutdown");
        (await client.AskAsync("textDocument/hover"))["error"]!["code"]!.GetValue<int>().Should().Be(-32600);
        await client.NotifyAsync("exit", []);
        (await client.ExitCodeAsync()).Should().Be(0);
    }

    [Fact]
    public async Task The_end_of_the_input_ends_it_with_1_without_a_shutdown()
    {
        using var folder = new TemporaryFolder();
        await using var client = await LspClient.StartAsync(folder.Path);
        (await client.EndInputAsync()).Should().Be(1);
    }

    [Fact]
    public async Task What_was_asked_before_the_end_of_the_input_is_answered()
    {
        await using var workspace = await Workspace.OpenAsync(("compose.yaml", "services:\n  web: {image: \"a:1\"}\n"));
        const int id = 900;
        await workspace.Client.ReplaceAsync(workspace.Path("compose.yaml"), "services:\n  web: {image: \"a:2\"}\n");
        await workspace.Client.SendAsync(new JsonObject
        {
            ["id"] = id,
            ["method"] = "textDocument/documentSymbol",
            ["params"] = new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = LspClient.Uri(workspace.Path("compose.yaml")) } },
        });
        await workspace.Client.EndInputAsync();
        (await workspace.Client.AnswerAsync(id))["result"]!.AsArray().Should().ContainSingle();
    }

    [Fact]
    public async Task A_client_that_watches_files_is_asked_to()
    {
        using var folder = new TemporaryFolder();
        var capabilities = new JsonObject
        {
            ["workspace"] = new JsonObject { ["didChangeWatchedFiles"] = new JsonObject { ["dynamicRegistration"] = true } },
        };
        await using var client = await LspClient.StartAsync(folder.Path, capabilities);
        await client.RequestAsync("shutdown");
        client.ServerRequests.Should().Equal("client/registerCapability");
    }

    private static byte[] Frame(JsonObject message)
    {
        message["jsonrpc"] = "2.0";
        var content = Encoding.UTF8.GetBytes(message.ToJsonString());
        return [.. Encoding.ASCII.GetBytes($"Content-Length: {content.Length}\r\n\r\n"), .. content];
    }
}
