using Compose.Lsp.Answers;
using Compose.Lsp.Protocol;

namespace Compose.Lsp.Serving;

/// <summary>Sends the problems of each file when they have changed.</summary>
internal sealed class Publisher(MessageWriter output)
{
    private const string NoProblems = "[]";

    /// <summary>By the path of the file, as they were sent.</summary>
    private readonly Dictionary<string, string> _published = new(StringComparer.Ordinal);

    public void Publish(Session session)
    {
        var texts = session.Texts;
        // Two projects may read one file and find the same.
        var lists = _published.Keys.ToDictionary(path => path, _ => NewList(), StringComparer.Ordinal);
        foreach (var project in session.Projects)
            foreach (var (path, problems) in new DiagnosticList(project, texts).Write())
            {
                if (!lists.TryGetValue(path, out var list))
                    lists[path] = list = NewList();
                list.UnionWith(problems);
            }

        foreach (var (path, problems) in lists)
            Send(session, texts.Uri(path), path, problems.Count == 0 ? NoProblems : $"[{string.Join(',', problems)}]");
    }

    private static SortedSet<string> NewList() => new(StringComparer.Ordinal);

    private void Send(Session session, string uri, string path, string problems)
    {
        var open = session.Snapshot.Texts.GetValueOrDefault(path);
        var isDone = problems == NoProblems && open is null;
        if (_published.TryGetValue(path, out var before) ? before == problems : isDone)
            return;
        if (isDone)
            _published.Remove(path);
        else
            _published[path] = problems;
        output.Notify("textDocument/publishDiagnostics", json =>
        {
            json.WriteString("uri", uri);
            json.WritePropertyName("diagnostics");
            json.WriteRawValue(problems, skipInputValidation: true);
            if (open is not null)
                json.WriteNumber("version", open.Version);
        });
    }
}
