using Compose.Execution.Building;
using Compose.Files;
using Compose.Files.Diagnostics;
using Compose.Files.Discovery;
using Compose.Files.Text;
using Compose.Planning.Plans;

namespace Compose.Execution.Converging;

/// <summary>What surrounds the work on a project: the command line prints, the .NET library returns values.</summary>
public interface IConvergeRun
{
    EngineSession Engine { get; }
    ProjectLocation Location { get; }
    Dialect Dialect { get; }

    /// <summary>The texts that the places of diagnostics refer to.</summary>
    SourceSet Sources { get; }

    RunnerSettings Settings { get; }

    /// <summary>Images are neither pulled nor built.</summary>
    bool IsDryRun { get; }

    CancellationToken Stop { get; }

    void Report(IReadOnlyCollection<Diagnostic> problems);

    void Warn(string sentence);

    /// <summary>Reports why the run ends here.</summary>
    void Fail(string sentence);

    /// <summary>From here on no other run on this machine changes the project.</summary>
    Task LockAsync(string project);

    /// <summary>What a build needs to know of the process, and where its log goes.</summary>
    BuildOrder Around(BuildOrder order);

    /// <summary>Executes a plan that comes before the containers' own; false when it failed, which has been reported.</summary>
    Task<bool> ExecuteAsync(string project, Plan plan, RunnerSettings settings, ConvergeStage stage);
}
