using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Compose.Benchmarks.Editing;

/// <summary>The editor's side of a language server that runs as a program: one file, and the problems after each edit.</summary>
internal sealed class EditorSide : IAsyncDisposable
{
    private const string Published = "textDocument/publishDiagnostics";
    private const int Indentation = 4;

    private readonly Process _server;
    private readonly string _uri;
    private int _version = 1;

    private EditorSide(Process server, string uri) => (_server, _uri) = (server, uri);

    public static async Task<EditorSide> StartAsync(string program, string folder, string text)
    {
        var path = Path.Combine(folder, "compose.yaml");
        await File.WriteAllTextAsync(path, text);
        var server = Process.Start(new ProcessStartInfo(program)
        { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var editor = new EditorSide(server, "file://" + path);
        await editor.SendAsync(new JsonObject
        {
            ["id"] = 1,
            ["method"] = "initialize",
            ["params"] = new JsonObject { ["capabilities"] = new JsonObject() },
        });
        await editor.ReceiveAsync("\"id\":1");
        var document = new JsonObject { ["uri"] = editor._uri, ["languageId"] = "yaml", ["version"] = 1, ["text"] = text };
        await editor.SendAsync(new JsonObject
        {
            ["method"] = "textDocument/didOpen",
            ["params"] = new JsonObject { ["textDocument"] = document },
        });
        await editor.ReceiveAsync(Published);
        return editor;
    }

    /// <summary>Replaces the first word of a line, and returns the message with the problems of the file.</summary>
    public async Task<string> ReplaceAsync(int line, string old, string word)
    {
        var range = new JsonObject { ["start"] = Position(line, Indentation), ["end"] = Position(line, Indentation + old.Length) };
        await SendAsync(new JsonObject
        {
            ["method"] = "textDocument/didChange",
            ["params"] = new JsonObject
            {
                ["textDocument"] = new JsonObject { ["uri"] = _uri, ["version"] = ++_version },
                ["contentChanges"] = new JsonArray(new JsonObject { ["range"] = range, ["text"] = word }),
            },
        });
        return await ReceiveAsync(Published);
    }

    public async ValueTask DisposeAsync()
    {
        _server.Kill();
        await _server.WaitForExitAsync();
        _server.Dispose();
    }

    private static JsonObject Position(int line, int character) => new() { ["line"] = line, ["character"] = character };

    private async Task SendAsync(JsonObject message)
    {
        message.Insert(0, "jsonrpc", "2.0");
        var content = Encoding.UTF8.GetBytes(message.ToJsonString());
        var stream = _server.StandardInput.BaseStream;
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"Content-Length: {content.Length}\r\n\r\n"));
        await stream.WriteAsync(content);
        await stream.FlushAsync();
    }

    private async Task<string> ReceiveAsync(string part)
    {
        while (true)
        {
            var content = new byte[await LengthAsync()];
            await _server.StandardOutput.BaseStream.ReadExactlyAsync(content);
            var message = Encoding.UTF8.GetString(content);
            if (message.AsSpan(0, Math.Min(message.Length, 100)).Contains(part, StringComparison.Ordinal))
                return message;
        }
    }

    private async Task<int> LengthAsync()
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await _server.StandardOutput.BaseStream.ReadExactlyAsync(one);
            head.Append((char)one[0]);
        }

        return int.Parse(head.ToString().Split(':')[1].Trim(), CultureInfo.InvariantCulture);
    }
}
