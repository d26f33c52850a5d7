using System.Text;
using System.Text.Json;

namespace Compose.Execution.Building;

/// <summary>
/// Reads what buildx writes as `rawjson`: one object a line about vertexes (steps of builds) and their logs. Every other line belongs to
/// the report of a failure. Prints nothing: <paramref name="progress"/> gets the target and the name of each step that begins.
/// </summary>
internal sealed class BakeStatus(Action<string, string> progress) : IBakeLog
{
    private const int MaxTail = 12;
    private readonly Dictionary<string, Vertex> _vertexes = new(StringComparer.Ordinal);
    private readonly List<string> _words = [];
    private Vertex? _failed;

    public string Form => "rawjson";

    public async Task ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
            Read(line);
    }

    public void Finish()
    {
    }

    public BakeResult Failure(BakeFile file) => BakeResult.Failed(_words, _failed?.Tail ?? [], file);

    private void Read(string line)
    {
        if (!line.StartsWith('{'))
        {
            _words.Add(line.TrimEnd());
            return;
        }

        try
        {
            using var status = JsonDocument.Parse(line);
            foreach (var vertex in Items(status.RootElement, "vertexes"))
                Tell(vertex);
            foreach (var log in Items(status.RootElement, "logs"))
                TellLog(log);
        }
        catch (JsonException)
        {
            // Not a status after all.
            _words.Add(line.TrimEnd());
        }
    }

    private void Tell(JsonElement told)
    {
        var vertex = Find(Text(told, "digest"));
        if (!vertex.IsStarted && Text(told, "started").Length > 0)
        {
            vertex.IsStarted = true;
            Announce(Text(told, "name"));
        }

        var error = Text(told, "error");
        if (error.Length > 0 && !error.EndsWith("context canceled", StringComparison.Ordinal))
            _failed ??= vertex;
    }

    private void Announce(string name)
    {
        var target = name.StartsWith('[') && name.IndexOf(']') is > 0 and var close ? name[1..close] : "";
        var words = target.Split(' ');
        progress(words[0] is "internal" || words[0].Contains('/') ? "" : words[0], name);
    }

    private void TellLog(JsonElement told)
    {
        var vertex = Find(Text(told, "vertex"));
        if (!told.TryGetProperty("data", out var data) || !data.TryGetBytesFromBase64(out var bytes))
            return;
        vertex.Partial += Encoding.UTF8.GetString(bytes);
        while (vertex.Partial.IndexOf('\n') is >= 0 and var end)
        {
            vertex.Tail.Enqueue(vertex.Partial[..end].TrimEnd('\r'));
            vertex.Partial = vertex.Partial[(end + 1)..];
            if (vertex.Tail.Count > MaxTail)
                vertex.Tail.Dequeue();
        }
    }

    private Vertex Find(string digest)
    {
        if (!_vertexes.TryGetValue(digest, out var vertex))
            _vertexes[digest] = vertex = new Vertex();
        return vertex;
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement root, string name) =>
        root.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;

    private static string Text(JsonElement node, string name) =>
        node.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private sealed class Vertex
    {
        public bool IsStarted { get; set; }
        public string Partial { get; set; } = "";
        public Queue<string> Tail { get; } = new();
    }
}
