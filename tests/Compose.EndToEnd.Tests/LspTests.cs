using System.Text;
using System.Text.Json.Nodes;
using Compose.Testing.Processes;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests;

/// <summary>The published language server, as an editor starts it. What it answers is tested in Compose.Lsp.Tests.</summary>
public sealed class LspTests
{
    [Fact]
    public async Task Ncompose_lsp_serves_an_editor_over_its_streams()
    {
        var document = new JsonObject { ["uri"] = "file:///tmp/ncompose-lsp/compose.yaml" };
        var opened = new JsonObject
        {
            ["uri"] = document["uri"]!.DeepClone(),
            ["languageId"] = "yaml",
            ["version"] = 1,
            ["text"] = "services: {a: {imagee: b}}",
        };
        var session = Frame("initialize", 1, []) + Frame("textDocument/didOpen", null, new JsonObject { ["textDocument"] = opened })
            + Frame("textDocument/documentSymbol", 2, new JsonObject { ["textDocument"] = document })
            + Frame("shutdown", 3, []) + Frame("exit", null, []);

        var run = await ProcessRun.RunAsync(
            RequiredProgram.Ncompose, ["lsp", "--stdio"], Path.GetTempPath(), new Dictionary<string, string>(), session);

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Contain("\"code\":\"NC0302\"").And.Contain("\"id\":2,\"result\":[{\"name\":\"services\"").And.EndWith(
            "\"id\":3,\"result\":null}");
    }

    private static string Frame(string method, int? id, JsonObject parameters)
    {
        var message = new JsonObject { ["jsonrpc"] = "2.0", ["method"] = method, ["params"] = parameters };
        if (id is { } number)
            message["id"] = number;
        var text = message.ToJsonString();
        return $"Content-Length: {Encoding.UTF8.GetByteCount(text)}\r\n\r\n{text}";
    }
}
