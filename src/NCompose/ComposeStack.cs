using Compose.Execution;
using Compose.Execution.Locks;
using Compose.Files;
using Compose.Files.Model;
using DeclaredProject = Compose.Files.Model.ComposeProject;

namespace NCompose;

/// <summary>
/// A project on an engine. <see cref="OpenAsync(ComposeOptions, CancellationToken)"/> is for a project that stays, as the command line has
/// it;
/// <see cref="StartAsync(ComposeOptions, CancellationToken)"/> makes a stack of its own for tests, which is removed when it is disposed.
/// </summary>
public sealed partial class ComposeStack : IAsyncDisposable
{
    private readonly ProjectFiles _files;
    private readonly LoadResult _loaded;
    private readonly DeclaredProject _declared;
    private readonly EngineSession _engine;
    private readonly DateTimeOffset _opened = TimeProvider.System.GetUtcNow();
    private readonly bool _isOwn;
    private StackRecord? _record;
    private bool _isDisposed;

    private ComposeStack(ProjectFiles files, LoadResult loaded, ComposeProject project, bool isOwn)
    {
        (_files, _loaded, _isOwn, Project) = (files, loaded, isOwn, project);
        _declared = isOwn ? Isolation.Apply(project.Declared, files.Options.Ports) : project.Declared;
        _engine = EngineSession.Open(files.Variables);
    }

    /// <summary>The name of the project on the engine.</summary>
    public string Name => Project.Name;

    /// <summary>What the files declare.</summary>
    public ComposeProject Project { get; }

    /// <summary>The address of the engine.</summary>
    public string Engine => _engine.Address;

    /// <summary>Reads the files. The engine is not asked yet, and disposing the stack leaves the project as it is.</summary>
    /// <exception cref="ComposeException">The files cannot be used.</exception>
    public static Task<ComposeStack> OpenAsync(ComposeOptions options, CancellationToken cancellationToken = default) =>
        Task.Run(() => Open(options, options.ProjectName, isOwn: false, cancellationToken), cancellationToken);

    /// <summary>
    /// Starts a stack of its own: under a name of its own (unless the options name it), with free ports and without fixed names of
    /// containers, networks and volumes. It is ready when the task ends. Disposing it removes it with its volumes; when this process is
    /// killed, a small watcher process removes it.
    /// </summary>
    /// <exception cref="ComposeException">The files cannot be used, or a service did not become ready. The stack is removed
    /// then.</exception>
    public static async Task<ComposeStack> StartAsync(ComposeOptions options, CancellationToken cancellationToken = default)
    {
        var name = options.ProjectName ?? StackNames.Random(await NameOfAsync(options, cancellationToken).ConfigureAwait(false));
        var stack = await Task.Run(() => Open(options, name, isOwn: true, cancellationToken), cancellationToken).ConfigureAwait(false);
        try
        {
            await stack.BeginAsync(cancellationToken).ConfigureAwait(false);
            return stack;
        }
        catch (Exception failure)
        {
            // The failure goes to the caller, after what explains it is written and the stack is removed.
            if (failure is ComposeException && options.ArtifactsFolder is { } folder)
                await stack.WriteArtifactsAsync(Path.Combine(folder, name), CancellationToken.None).ConfigureAwait(false);
            await stack.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The compose file at the path, with the usual options.</summary>
    /// <exception cref="ComposeException">The file cannot be used, or a service did not become ready. The stack is removed
    /// then.</exception>
    public static Task<ComposeStack> StartAsync(string file) =>
        StartAsync(new ComposeOptions { Files = [Path.GetFileName(file)], Directory = Path.GetDirectoryName(Path.GetFullPath(file)) });

    /// <summary>
    /// Ends the connection to the engine. A stack of its own is removed, with its volumes and the images that were built for it.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        if (_isOwn)
            await RemoveOwnAsync().ConfigureAwait(false);
        _record?.Dispose();
        await _engine.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<string> NameOfAsync(ComposeOptions options, CancellationToken cancellationToken)
    {
        var load = await ComposeProject.LoadAsync(options, cancellationToken).ConfigureAwait(false);
        return load.Project?.Name ?? throw new ComposeException(load.Diagnostics);
    }

    private static ComposeStack Open(ComposeOptions options, string? name, bool isOwn, CancellationToken cancellationToken)
    {
        var files = ProjectFiles.Locate(options, name);
        var (result, loaded) = files.Load(keepLabelFiles: true, cancellationToken);
        if (result.Project is not { } project)
            throw new ComposeException(result.Diagnostics);
        foreach (var problem in result.Diagnostics)
            LibraryLog.Warning(options.Logger, problem.ToString());
        if (project.Declared.Target == DeployTarget.Swarm)
            throw new ComposeException("the target swarm is not supported by the library; use the command line");
        if (project.Declared.Services.Count == 0)
            throw new ComposeException("no service selected");
        return new ComposeStack(files, loaded!, project, isOwn);
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        await LeftStacks.RemoveAsync(_files, _engine, cancellationToken).ConfigureAwait(false);
        _record = StackRecord.Create(_files.Variables, _engine.Address, Name);
        StackWatcher.Watch(Name, _files);
        await ApplyAsync(_files.Options.Apply, null, cancellationToken).ConfigureAwait(false);
    }

    private async Task RemoveOwnAsync()
    {
        try
        {
            await StackRemoval.RemoveAsync(Name, _files, _engine, CancellationToken.None).ConfigureAwait(false);
            StackWatcher.Forget(Name);
            _record?.Forget();
        }
        catch (ComposeException failure)
        {
            // The watcher tries again when this process ends.
            LibraryLog.Warning(_files.Options.Logger, $"the stack {Name} is not removed: {failure.Message}");
        }
    }
}
