using Compose.Execution;
using Compose.Execution.Building;
using Compose.Execution.Converging;
using Compose.Execution.Locks;
using Compose.Execution.Scheduling;
using Compose.Files;
using Compose.Files.Diagnostics;
using Compose.Files.Discovery;
using Compose.Files.Text;
using Compose.Planning.Plans;
using Microsoft.Extensions.Logging;

namespace NCompose;

/// <summary>
/// One run of the library on a project: progress goes to the caller, warnings to the logger, and errors end in one exception.
/// </summary>
internal sealed class LibraryRun(
    ProjectFiles files, EngineSession engine, SourceSet sources, Action<ProgressEvent> progress, CancellationToken stop)
    : IConvergeRun, IDisposable
{
    private readonly ILogger _logger = files.Options.Logger;
    private readonly List<Diagnostic> _problems = [];
    private ProjectLock? _lock;
    private ComposeException? _failure;

    public EngineSession Engine => engine;
    public ProjectLocation Location => files.Location;
    public Dialect Dialect => files.Dialect;
    public SourceSet Sources => sources;
    public bool IsDryRun => false;
    public CancellationToken Stop => stop;
    public RunnerSettings Settings => engine.Settings(files.Location.Environment[Compose.Host.EnvironmentNames.DefaultPlatform]);

    /// <summary>Why the run cannot go on.</summary>
    public ComposeException Failure => _failure ?? new ComposeException(Problems.Of(_problems, sources));

    public void Dispose() => _lock?.Dispose();

    public void Report(IReadOnlyCollection<Diagnostic> problems)
    {
        _problems.AddRange(problems);
        foreach (var problem in Problems.Of(problems.Where(problem => problem.Severity != Severity.Error), sources))
            LibraryLog.Warning(_logger, problem.ToString());
    }

    public void Warn(string sentence) => LibraryLog.Warning(_logger, sentence);

    public void Fail(string sentence) => _failure = new ComposeException(sentence);

    public async Task LockAsync(string project)
    {
        var request = new ProjectLockRequest(ProjectLock.Folders(files.Variables), engine.Address, project, "up");
        _lock ??= await ProjectLock.AcquireAsync(request, sentence => LibraryLog.Information(_logger, sentence), Warn, stop);
    }

    public BuildOrder Around(BuildOrder order) =>
        order with { Environment = files.Variables, CurrentDirectory = files.Location.LocalDirectory };

    public async Task<bool> ExecuteAsync(string project, Plan plan, RunnerSettings settings, ConvergeStage stage)
    {
        await ExecuteAsync(project, plan, settings);
        return true;
    }

    /// <exception cref="ComposeException">A step failed.</exception>
    /// <exception cref="OperationCanceledException">The caller has cancelled the run, and what it replaced was restored.</exception>
    public async Task ExecuteAsync(string project, Plan plan, RunnerSettings settings)
    {
        var outcome = await engine.RunAsync(plan, project, settings, new ExecutionOptions(), progress, stop, CancellationToken.None);
        stop.ThrowIfCancellationRequested();
        if (!outcome.Succeeded)
            throw new ComposeException(
                [.. outcome.Failures().Select(failure => new StepFailure(
                    failure.Step.Operation.Resource.ToString(), failure.Step.Operation.AboutService, failure.Error.Message,
                    failure.Error.Details))],
                outcome.IsRolledBack);
    }
}
