using System.Collections.Immutable;
using System.Text.Json;
using Compose.Lsp.Answers;
using Compose.Lsp.Projects;
using Compose.Lsp.Protocol;
using Compose.Lsp.Texts;

namespace Compose.Lsp.Serving;

/// <summary>What the client has open, and the projects that were loaded last.</summary>
internal sealed class Session(ProjectOptions options)
{
    private HashSet<string>? _changed = new(StringComparer.Ordinal);
    private ImmutableArray<Analysis> _loaded = [];

    public Snapshot Snapshot { get; private set; } = Snapshot.Empty;

    /// <summary>The projects that read an open text.</summary>
    public ImmutableArray<Analysis> Projects { get; private set; } = [];

    public PositionEncoding Encoding { get; set; }

    /// <summary>The projects are those of the texts as they are now.</summary>
    public bool IsCurrent { get; private set; } = true;

    public SourceTexts Texts => new(Snapshot, Encoding);

    /// <summary>The folders that the client has open, from the parameters of `initialize`.</summary>
    public void SetRoots(JsonElement parameters)
    {
        var folders = parameters.Items("workspaceFolders").Select(folder => folder.Text("uri")).ToList();
        if (folders.Count == 0 && parameters.Optional("rootUri") is not null)
            folders.Add(parameters.Text("rootUri"));
        Snapshot = Snapshot with { Roots = [.. folders.Select(FileUri.ToPath).OfType<string>().Select(Path.TrimEndingDirectorySeparator)] };
    }

    /// <summary>After a load that failed: what was loaded before stays.</summary>
    public void Keep() => Take(_loaded);

    public void Open(JsonElement document)
    {
        if (FileUri.ToPath(document.Text("uri")) is not { } path)
            return;
        Put(new OpenText(document.Text("uri"), path, document.Optional("languageId")?.ToString() ?? "", document.Number("version"),
            document.Text("text"), Encoding));
        ChangeAll();
    }

    public void Edit(JsonElement parameters)
    {
        var document = parameters.Member("textDocument");
        if (FileUri.ToPath(document.Text("uri")) is not { } path || !Snapshot.Texts.TryGetValue(path, out var text))
            return;
        var version = document.Optional("version") is { ValueKind: JsonValueKind.Number } ? document.Number("version") : text.Version + 1;
        foreach (var change in parameters.Items("contentChanges"))
            text = change.Optional("range") is not { } range ? text.With(version, change.Text("text"))
                : Ranges.Read(range) is var (start, end) ? text.WithEdit(version, start, end, change.Text("text")) : text;
        Put(text);
        _changed?.Add(path);
        IsCurrent = false;
    }

    public void Close(JsonElement document)
    {
        if (FileUri.ToPath(document.Text("uri")) is { } path)
            Snapshot = Snapshot with { Texts = Snapshot.Texts.Remove(path) };
        ChangeAll();
    }

    /// <summary>Files of the disk have changed, or the list of texts has: every project is loaded again.</summary>
    public void ChangeAll()
    {
        _changed = null;
        IsCurrent = false;
    }

    /// <summary>The load of what is there now; it may run beside further messages.</summary>
    public Func<CancellationToken, ImmutableArray<Analysis>> Load()
    {
        var (snapshot, earlier, changed) = (Snapshot, _loaded, _changed?.ToHashSet(StringComparer.Ordinal));
        return cancellation => ProjectLoader.Load(options, snapshot, earlier, changed, cancellation);
    }

    public void Take(ImmutableArray<Analysis> loaded)
    {
        _loaded = loaded;
        Projects = [.. loaded.Where(project => Snapshot.Texts.Keys.Any(project.Reads))];
        _changed = new HashSet<string>(StringComparer.Ordinal);
        IsCurrent = true;
    }

    public OpenText? Text(string uri) =>
        FileUri.ToPath(uri) is { } path && Snapshot.Texts.TryGetValue(path, out var text) ? text : null;

    private void Put(OpenText text) => Snapshot = Snapshot with { Texts = Snapshot.Texts.SetItem(text.Path, text) };
}
