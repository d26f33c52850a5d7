using Compose.Execution.Queries;
using Compose.Planning.Observed;

namespace Compose.Ui.Model;

/// <summary>The state of a container or service in one word, from worst to best.</summary>
public static class StateWords
{
    public const string Absent = "absent";
    public const string Failed = "failed";
    public const string Stopped = "stopped";

    private const int Killed = 137;
    private const int Terminated = 143;

    private static readonly string[] WorstFirst =
        [Failed, "unhealthy", "restarting", "waiting", "starting", "paused", "created", Stopped, "running", "healthy"];

    public static string Of(ContainerRow row) => row.State switch
    {
        ContainerState.Running => row.Health switch
        {
            HealthState.Starting => "starting",
            HealthState.Healthy => "healthy",
            HealthState.Unhealthy => "unhealthy",
            _ => "running",
        },
        ContainerState.Paused => "paused",
        ContainerState.Restarting => "restarting",
        ContainerState.Created => "created",
        // A program that a signal ended was stopped by hand.
        _ => row.ExitCode is 0 or Killed or Terminated ? Stopped : Failed,
    };

    public static string Worst(IEnumerable<string> states) =>
        states.OrderBy(state => Array.IndexOf(WorstFirst, state)).FirstOrDefault() ?? Absent;
}
