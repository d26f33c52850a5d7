using System.Text.Json.Nodes;
using Compose.Lsp.Answers;
using Compose.Lsp.Protocol;

namespace Compose.Lsp.Serving;

/// <summary>Sends the problems of each file when they have changed.</summary>
internal sealed class Publisher(MessageWriter output)
{
    private readonly Dictionary<string, string> _published = new(StringComparer.Ordinal);

    public void Publish(Session session)
    {
        var texts = session.Texts;
        var lists = _published.Keys.ToDictionary(path => path, _ => new SortedDictionary<string, JsonObject>(), StringComparer.Ordinal);
        foreach (var project in session.Projects)
            foreach (var (path, problems) in new DiagnosticList(project, texts).Write())
                Add(lists, path, problems);
        foreach (var (path, problems) in lists)
            Send(session, texts.Uri(path), path, new JsonArray([.. problems.Values]));
    }

    /// <summary>Two projects may read one file and find the same.</summary>
    private static void Add(Dictionary<string, SortedDictionary<string, JsonObject>> lists, string path, List<JsonObject> problems)
    {
        if (!lists.TryGetValue(path, out var list))
            lists[path] = list = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var problem in problems)
            list.TryAdd(problem.ToJsonString(), problem);
    }

    private void Send(Session session, string uri, string path, JsonArray problems)
    {
        var text = problems.ToJsonString();
        if (_published.TryGetValue(path, out var before) ? before == text
            : problems.Count == 0 && !session.Snapshot.Texts.ContainsKey(path))
            return;
        if (problems.Count == 0 && !session.Snapshot.Texts.ContainsKey(path))
            _published.Remove(path);
        else
            _published[path] = text;
        var parameters = new JsonObject { ["uri"] = uri, ["diagnostics"] = problems };
        if (session.Snapshot.Texts.TryGetValue(path, out var open))
            parameters["version"] = open.Version;
        output.Notify("textDocument/publishDiagnostics", parameters);
    }
}
