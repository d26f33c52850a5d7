using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Execution.Queries;
using Compose.Execution.Scheduling;
using Compose.Host;
using Compose.Planning.Observed;
using Compose.Planning.Operations;

namespace Compose.Cli.Commands.Ci;

/// <summary>The services of a run with their states and failures.</summary>
internal static class ServiceCases
{
    private const string NotStarted = "not started";

    public static async Task<IReadOnlyList<ServiceCase>> OfAsync(CommandContext run, int code)
    {
        var failures = run.Plans.Outcomes.SelectMany(outcome => outcome.Failures()).ToList();
        var cases = new List<ServiceCase>();
        if (run.Declared is { } project)
        {
            var containers = await ContainersAsync(run, project.Name);
            foreach (var service in project.Services.Keys)
            {
                var error = failures.FirstOrDefault(failure => IsAbout(failure.Step.Operation, service)).Error;
                cases.Add(Case(service, containers.Where(row => row.Service == service), error) with
                {
                    Time = run.Plans.FinishedTimeline?.TimeOf(service),
                });
            }
        }

        var name = run.Declared?.Name ?? run.Location.ProjectName ?? "project";
        foreach (var (step, error) in failures.Where(failure => !cases.Any(other => IsAbout(failure.Step.Operation, other.Service))))
            cases.Add(new ServiceCase(name, step.Operation.Resource.ToString(), error.Message, string.Join('\n', error.Details)));
        if (code != ExitCodes.Success && failures.Count == 0)
            cases.Add(OfRun(name, code, run.Reporter.Problems));
        return cases;
    }

    private static async Task<IReadOnlyList<ContainerRow>> ContainersAsync(CommandContext run, string project)
    {
        try
        {
            // After a signal the states are still of interest.
            return await run.Engine.ContainersAsync(project, all: true, OneOffFilter.Exclude, CancellationToken.None);
        }
        catch (ReportedFailure)
        {
            // The engine may be what failed; the report has the reason then, without states.
            return [];
        }
    }

    /// <summary>What belongs to no step: wrong files, a conflict, an engine that does not answer, a signal.</summary>
    private static ServiceCase OfRun(string name, int code, IReadOnlyList<string> problems) =>
        code == ExitCodes.Interrupted ? new ServiceCase(name, "interrupted", "a signal has ended the run")
        : problems is [var first, ..] ? new ServiceCase(name, NotStarted, first, string.Join('\n', problems))
        : new ServiceCase(name, NotStarted, $"ended with exit code {code}; the log has the reason");

    private static bool IsAbout(Operation operation, string service) =>
        operation.AboutService == service || (operation is Operation.PullImage pull && pull.Services.Contains(service));

    private static ServiceCase Case(string service, IEnumerable<ContainerRow> containers, StepError? error)
    {
        var states = containers.Select(State).Distinct().ToList();
        var state = states.Count == 0 ? NotStarted : string.Join(", ", states);
        return error is null ? new ServiceCase(service, state)
            : new ServiceCase(service, state, error.Message, string.Join('\n', error.Details));
    }

    private static string State(ContainerRow row) => row switch
    {
        { State: ContainerState.Exited } => $"exited ({row.ExitCode})",
        { Health: HealthState.Healthy } => "running (healthy)",
        { Health: HealthState.Unhealthy } => "running (unhealthy)",
        { Health: HealthState.Starting } => "running (starting)",
        _ => row.State.ToString().ToLowerInvariant(),
    };
}
