using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Compose.Execution.Building;

/// <summary>
/// Reads what buildx writes as `rawjson`: one object a line about vertexes (steps of builds), their statuses and logs. Whatever is not JSON is
/// what it says when it fails.
/// </summary>
internal sealed class BakeStatus(Action<string> output, Action<string, string> progress)
{
    private const int MaxTail = 12;
    private readonly Dictionary<string, Vertex> _vertexes = new(StringComparer.Ordinal);
    private readonly List<string> _words = [];
    private Vertex? _failed;

    public async Task ReadAsync(Stream stream, CancellationToken cancellation)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (await reader.ReadLineAsync(cancellation) is { } line)
            Read(line);
    }

    /// <summary>The sentence, then the lines of the Dockerfile that buildx shows, then the last that the step printed.</summary>
    public BakeResult Failure(BakeFile file)
    {
        var sentence = _words.FindLast(word => word.StartsWith("ERROR: ", StringComparison.Ordinal))?["ERROR: ".Length..] ?? _words.LastOrDefault(word => word.Length > 0) ?? "failed to execute bake";
        var target = sentence.StartsWith("target ", StringComparison.Ordinal) && sentence.IndexOf(':') is > 0 and var colon ? sentence["target ".Length..colon] : null;
        var details = _words.Where(word => word.Length > 0 && !word.StartsWith("ERROR: ", StringComparison.Ordinal) && word != sentence && !word.StartsWith("-----", StringComparison.Ordinal));
        return new BakeResult
        {
            Failure = sentence,
            FailedService = target is null ? null : file.Targets.FirstOrDefault(item => item.Value == target).Key,
            Details = [.. details, .. _failed?.Tail ?? []],
        };
    }

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
            foreach (var part in Items(status.RootElement, "statuses"))
                TellStatus(part);
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
        vertex.Name = Text(told, "name");
        if (Time(told, "started") is not { } started)
            return;
        if (vertex.Started is null)
            Announce(vertex);
        vertex.Started = started;
        if (Time(told, "completed") is not { } completed)
            return;
        var error = Text(told, "error");
        if (error.Length > 0 && !error.EndsWith("context canceled", StringComparison.Ordinal))
            _failed ??= vertex;
        var end = error.Length > 0 ? (error.EndsWith("context canceled", StringComparison.Ordinal) ? "CANCELED" : "ERROR: " + error)
            : told.TryGetProperty("cached", out var cached) && cached.ValueKind == JsonValueKind.True ? "CACHED"
            : string.Create(CultureInfo.InvariantCulture, $"DONE {(completed - started).TotalSeconds:0.0}s");
        if (vertex.End != end)
            output($"#{vertex.Number} {end}");
        vertex.End = end;
    }

    private void Announce(Vertex vertex)
    {
        output($"#{vertex.Number} {vertex.Name}");
        var target = vertex.Name.StartsWith('[') && vertex.Name.IndexOf(']') is > 0 and var close ? vertex.Name[1..close] : "";
        var words = target.Split(' ');
        progress(words[0] is "internal" || words[0].Contains('/') ? "" : words[0], vertex.Name);
    }

    private void TellStatus(JsonElement told)
    {
        var vertex = Find(Text(told, "vertex"));
        var id = Text(told, "id");
        if (vertex.Number > 0 && Time(told, "completed") is not null && vertex.Finished.Add(id))
            output($"#{vertex.Number} {id} done");
    }

    private void TellLog(JsonElement told)
    {
        var vertex = Find(Text(told, "vertex"));
        if (!told.TryGetProperty("data", out var data) || !data.TryGetBytesFromBase64(out var bytes))
            return;
        var elapsed = Time(told, "timestamp") is { } at && vertex.Started is { } began ? (at - began).TotalSeconds : 0;
        vertex.Partial += Encoding.UTF8.GetString(bytes);
        while (vertex.Partial.IndexOf('\n') is >= 0 and var end)
        {
            var line = vertex.Partial[..end].TrimEnd('\r');
            vertex.Partial = vertex.Partial[(end + 1)..];
            output(string.Create(CultureInfo.InvariantCulture, $"#{vertex.Number} {elapsed:0.000} {line}"));
            vertex.Tail.Enqueue(line);
            if (vertex.Tail.Count > MaxTail)
                vertex.Tail.Dequeue();
        }
    }

    private Vertex Find(string digest)
    {
        if (!_vertexes.TryGetValue(digest, out var vertex))
            _vertexes[digest] = vertex = new Vertex { Number = _vertexes.Count + 1 };
        return vertex;
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement root, string name) =>
        root.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;

    private static string Text(JsonElement node, string name) => node.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static DateTimeOffset? Time(JsonElement node, string name) =>
        node.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var time) && time.Year > 1 ? time : null;

    private sealed class Vertex
    {
        public int Number { get; init; }
        public string Name { get; set; } = "";
        public DateTimeOffset? Started { get; set; }
        public string End { get; set; } = "";
        public string Partial { get; set; } = "";
        public HashSet<string> Finished { get; } = new(StringComparer.Ordinal);
        public Queue<string> Tail { get; } = new();
    }
}
