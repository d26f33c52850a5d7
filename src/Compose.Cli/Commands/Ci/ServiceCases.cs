using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Execution.Queries;
using Compose.Execution.Scheduling;
using Compose.Planning.Observed;
using Compose.Planning.Operations;

namespace Compose.Cli.Commands.Ci;

/// <summary>The services of a run with their states and failures.</summary>
internal static class ServiceCases
{
    public static async Task<IReadOnlyList<ServiceCase>> OfAsync(CommandContext run, int code)
    {
        var failures = run.Plans.Outcomes.SelectMany(outcome => outcome.Failures()).ToList();
        var cases = new List<ServiceCase>();
        if (run.Declared is { } project)
        {
            // After a signal the states are still of interest.
            var containers = await run.Engine.ContainersAsync(project.Name, all: true, OneOffFilter.Exclude, CancellationToken.None);
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
        if (code is not (ExitCodes.Success or ExitCodes.Interrupted) && failures.Count == 0)
            cases.Add(new ServiceCase(name, "not started", $"ended with exit code {code}; the log has the reason"));
        return cases;
    }

    private static bool IsAbout(Operation operation, string service) =>
        operation.AboutService == service || (operation is Operation.PullImage pull && pull.Services.Contains(service));

    private static ServiceCase Case(string service, IEnumerable<ContainerRow> containers, StepError? error)
    {
        var states = containers.Select(State).Distinct().ToList();
        var state = states.Count == 0 ? "not started" : string.Join(", ", states);
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
