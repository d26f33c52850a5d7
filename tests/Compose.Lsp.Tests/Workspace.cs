using System.Text.Json.Nodes;

namespace Compose.Lsp.Tests;

/// <summary>A folder with the files of a project, and an editor that has it open. A `|` in a text is the place of the cursor.</summary>
internal sealed class Workspace : IAsyncDisposable
{
    private readonly Dictionary<string, string> _texts = [];

    public string Folder { get; } = Directory.CreateTempSubdirectory("ncompose-lsp-").FullName;

    public LspClient Client { get; private set; } = null!;

    public static async Task<Workspace> OpenAsync(params (string Name, string Text)[] files)
    {
        var workspace = new Workspace();
        foreach (var (name, text) in files)
            workspace.Write(name, text);
        workspace.Client = await LspClient.StartAsync(workspace.Folder);
        await workspace.OpenAsync(files[0].Name);
        return workspace;
    }

    public string Path(string name) => System.IO.Path.Combine(Folder, name);

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(name))!);
        _texts[name] = text;
        File.WriteAllText(Path(name), text);
    }

    public Task OpenAsync(string name) => Client.OpenAsync(Path(name), _texts[name]);

    /// <summary>Messages of the diagnostics with their lines, from 1.</summary>
    public async Task<string[]> ProblemsAsync(string name) =>
        [.. (await Client.DiagnosticsOfAsync(Path(name))).Select(problem => $"{Line(problem!["range"]!) + 1} {problem["code"]}")];

    /// <summary>Puts a text with a cursor into a file, and asks there.</summary>
    public async Task<JsonNode?> AtCursorAsync(
        string method, string name, string textWithCursor, params (string Name, JsonNode Value)[] more)
    {
        var at = textWithCursor.IndexOf('|', StringComparison.Ordinal);
        var text = textWithCursor.Remove(at, 1);
        await Client.ReplaceAsync(Path(name), text);
        var before = textWithCursor[..at].Split('\n');
        return await Client.AtAsync(method, Path(name), before.Length - 1, before[^1].Length, more);
    }

    public async Task<string[]> CompletionsAsync(string textWithCursor) =>
        [.. (await AtCursorAsync("completion", "compose.yaml", textWithCursor))!.AsArray()
            .Select(item => item!["label"]!.GetValue<string>())];

    /// <summary>`file:line:column`, from 1.</summary>
    public string[] Places(JsonNode? locations) =>
        [.. locations!.AsArray().Select(location =>
            $"{System.IO.Path.GetRelativePath(Folder, new Uri(location!["uri"]!.GetValue<string>()).LocalPath)}:{Line(location["range"]!) + 1}:{location["range"]!["start"]!["character"]!.GetValue<int>() + 1}")];

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private static int Line(JsonNode range) => range["start"]!["line"]!.GetValue<int>();
}
