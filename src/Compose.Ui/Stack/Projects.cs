using System.Collections.Immutable;
using Compose.Execution;
using Compose.Execution.Queries;
using Compose.Host;
using Compose.Ui.Model;

namespace Compose.Ui.Stack;

/// <summary>The project of the command line, and those of the engine that a page has chosen.</summary>
internal sealed class Projects(StackOptions options, ProcessEnvironment environment, EngineSession engine) : IAsyncDisposable
{
    private const int MostOpen = 20;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<string, OpenStack> _others = new(StringComparer.Ordinal);

    public OpenStack Own { get; } = new(options, environment, engine);

    /// <summary>What `ncompose ls --all` lists; nothing while the engine is away.</summary>
    public async Task<ImmutableArray<ProjectDocument>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await RowsAsync(cancellationToken)).Select(row => new ProjectDocument(row.Name, row.Status))];

    /// <summary>Null for a project that the engine does not have, and when too many were chosen.</summary>
    public async Task<OpenStack?> OfAsync(string name, CancellationToken cancellationToken)
    {
        if (name.Length == 0 || name == Own.Watch.Project)
            return Own;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_others.TryGetValue(name, out var known))
                return known;
            var found = (await RowsAsync(cancellationToken)).FirstOrDefault(row => row.Name == name);
            return found is null || _others.Count >= MostOpen ? null : _others[name] = new OpenStack(Of(found), environment, engine);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var stack in _others.Values.Append(Own))
            await stack.DisposeAsync();
        _turn.Dispose();
    }

    private async Task<ImmutableArray<ProjectRow>> RowsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await engine.ProjectsAsync(all: true, cancellationToken);
        }
        catch (ReportedFailure)
        {
            // The state of every project says that the engine is away.
            return [];
        }
    }

    /// <summary>The files are those of its containers' labels, which `ls` prints.</summary>
    private StackOptions Of(ProjectRow project)
    {
        ImmutableArray<string> files = [.. project.ConfigFiles.Split(',').Where(file => file.StartsWith('/') && File.Exists(file))];
        return new StackOptions
        {
            Ncompose = options.Ncompose,
            Folder = files.Select(Path.GetDirectoryName).FirstOrDefault() ?? options.Folder,
            Files = files,
            ProjectName = project.Name,
            ReadOnly = options.ReadOnly,
            GlobalFlags = [.. files.SelectMany(file => new[] { "--file", file }), "--project-name", project.Name],
        };
    }
}
