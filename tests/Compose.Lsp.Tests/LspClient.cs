using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Compose.Lsp.Tests;

/// <summary>An editor that speaks with the server over its standard streams.</summary>
internal sealed class LspClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _server;
    private int _requests;
    private int _version = 1;

    public LspClient(string folder, params string[] flags)
    {
        // NCOMPOSE_LSP is for the native program, which is what users start.
        var program = Environment.GetEnvironmentVariable("NCOMPOSE_LSP") is { Length: > 0 } native ? native
            : Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "ncompose-lsp.exe" : "ncompose-lsp");
        _server = Process.Start(new ProcessStartInfo(program, flags)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    /// <summary>The diagnostics that were published last, by URI.</summary>
    public Dictionary<string, JsonArray> Diagnostics { get; } = [];

    /// <summary>What the server has asked for, by method.</summary>
    public List<string> ServerRequests { get; } = [];

    public static string Uri(string path) => new Uri(path).AbsoluteUri;

    public static async Task<LspClient> StartAsync(string folder, JsonObject? capabilities = null, params string[] flags)
    {
        var client = new LspClient(folder, flags);
        await client.RequestAsync("initialize", new JsonObject { ["capabilities"] = capabilities ?? [], ["rootUri"] = Uri(folder) });
        await client.NotifyAsync("initialized", []);
        return client;
    }

    public Task NotifyAsync(string method, JsonObject parameters) =>
        SendAsync(new JsonObject { ["method"] = method, ["params"] = parameters });

    /// <summary>The result; an error of the server is an exception.</summary>
    public async Task<JsonNode?> RequestAsync(string method, JsonObject? parameters = null)
    {
        var answer = await AskAsync(method, parameters);
        return answer["error"] is { } error ? throw new InvalidOperationException(error.ToJsonString()) : answer["result"];
    }

    /// <summary>The whole answer. Diagnostics that come before it are kept.</summary>
    public async Task<JsonObject> AskAsync(string method, JsonObject? parameters = null)
    {
        var id = ++_requests;
        await SendAsync(new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters });
        return await AnswerAsync(id);
    }

    public async Task<JsonObject> AnswerAsync(int? id)
    {
        while (true)
        {
            var message = await ReadAsync() ?? throw new EndOfStreamException("the server has ended");
            if (message.ContainsKey("method"))
                continue;
            if (message["id"]?.GetValue<int>() == id)
                return message;
        }
    }

    public Task OpenAsync(string path, string text, string language = "dockercompose") =>
        NotifyAsync("textDocument/didOpen", new JsonObject
        {
            ["textDocument"] = new JsonObject { ["uri"] = Uri(path), ["languageId"] = language, ["version"] = 1, ["text"] = text },
        });

    public Task ReplaceAsync(string path, string text) => ChangeAsync(path, new JsonObject { ["text"] = text });

    public Task ChangeAsync(string path, JsonObject change) => NotifyAsync("textDocument/didChange", new JsonObject
    {
        ["textDocument"] = new JsonObject { ["uri"] = Uri(path), ["version"] = ++_version },
        ["contentChanges"] = new JsonArray(change),
    });

    /// <summary>A request about a place of a document.</summary>
    public Task<JsonNode?> AtAsync(string method, string path, int line, int column, params (string Name, JsonNode Value)[] more)
    {
        var parameters = new JsonObject
        {
            ["textDocument"] = new JsonObject { ["uri"] = Uri(path) },
            ["position"] = Position(line, column),
        };
        foreach (var (name, value) in more)
            parameters[name] = value;
        return RequestAsync("textDocument/" + method, parameters);
    }

    /// <summary>The diagnostics of a file after everything that was sent: a request that needs the newest load waits for it.</summary>
    public async Task<JsonArray> DiagnosticsOfAsync(string path)
    {
        await RequestAsync("textDocument/documentSymbol", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = Uri(path) } });
        return Diagnostics.GetValueOrDefault(Uri(path)) ?? [];
    }

    public static JsonObject Position(int line, int column) => new() { ["line"] = line, ["character"] = column };

    public async Task SendAsync(JsonObject message)
    {
        message["jsonrpc"] = "2.0";
        var content = Encoding.UTF8.GetBytes(message.ToJsonString());
        await SendBytesAsync(
            [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {content.Length}\r\n\r\n")),
                .. content]);
    }

    public async Task SendBytesAsync(byte[] bytes)
    {
        await _server.StandardInput.BaseStream.WriteAsync(bytes);
        await _server.StandardInput.BaseStream.FlushAsync();
    }

    public async Task<int> EndInputAsync()
    {
        _server.StandardInput.Close();
        return await ExitCodeAsync();
    }

    public async Task<int> ExitCodeAsync()
    {
        await _server.WaitForExitAsync().WaitAsync(Patience);
        return _server.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        _server.StandardInput.Close();
        await _server.WaitForExitAsync().WaitAsync(Patience);
        _server.Dispose();
    }

    /// <summary>The next message; null at the end of the stream.</summary>
    public async Task<JsonObject?> ReadAsync()
    {
        var message = await ReadMessageAsync().WaitAsync(Patience);
        if (message?["method"]?.GetValue<string>() == "textDocument/publishDiagnostics")
            Diagnostics[message["params"]!["uri"]!.GetValue<string>()] = message["params"]!["diagnostics"]!.AsArray();
        else if (message?["method"] is { } method && message.ContainsKey("id"))
            ServerRequests.Add(method.GetValue<string>());
        return message;
    }

    private async Task<JsonObject?> ReadMessageAsync()
    {
        var output = _server.StandardOutput.BaseStream;
        var length = 0;
        while (await ReadLineAsync(output) is { } line)
        {
            if (line.Length == 0)
            {
                var content = new byte[length];
                await output.ReadExactlyAsync(content);
                return JsonSerializer.Deserialize<JsonObject>(content);
            }

            length = int.Parse(line["Content-Length: ".Length..], CultureInfo.InvariantCulture);
        }

        return null;
    }

    private static async Task<string?> ReadLineAsync(Stream stream)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one) == 1)
        {
            if (one[0] == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append((char)one[0]);
        }

        return null;
    }
}
