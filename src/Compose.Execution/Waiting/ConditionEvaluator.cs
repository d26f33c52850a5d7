using Compose.Planning.Operations;
using Docker.DotNet.Models;

namespace Compose.Execution.Waiting;

/// <summary>
/// Whether a container meets a condition, from one look at it. A container that its restart policy is about to start again is pending:
/// what it was a moment ago is not what it will be.
/// </summary>
public static class ConditionEvaluator
{
    /// <summary>
    /// The engine waits 0.1 s before the first restart and twice as long before each next one: ten restarts take more than a minute and a
    /// half.
    /// </summary>
    public const int MostRestarts = 10;

    /// <summary>A container that fails at its start is reported with its exit code, not with the health check that it lacks.</summary>
    private static readonly TimeSpan ExitShows = TimeSpan.FromMilliseconds(500);

    /// <param name="container">What the engine reports now.</param>
    /// <param name="wait">What is waited for.</param>
    /// <param name="ran">For how long the container is known to run without a restart.</param>
    public static ConditionResult Judge(ContainerInspectResponse container, Operation.AwaitCondition wait, TimeSpan ran) =>
        wait.Condition switch
        {
            AwaitedCondition.Healthy => Healthy(container, ExitShows - ran, needsProbe: true),
            AwaitedCondition.RunningOrHealthy => RunningOrHealthy(container, wait.Stable - ran, wait.Stable > TimeSpan.Zero),
            AwaitedCondition.Steady => Steady(container),
            AwaitedCondition.Restored => Restored(container),
            _ => Completed(container, wait.Target.Service),
        };

    private static ConditionResult Healthy(ContainerInspectResponse container, TimeSpan toProve, bool needsProbe)
    {
        var state = container.State ?? new State();
        if (state.Restarting || state.Status == "created")
            return ConditionResult.Wait;
        if (!state.Running)
            return new ConditionResult.Failed($"container {Name(container)} exited ({state.ExitCode})");
        return state.Health?.Status switch
        {
            "healthy" => ConditionResult.Yes,
            "unhealthy" => new ConditionResult.Failed($"container {Name(container)} is unhealthy"),
            "starting" => ConditionResult.Wait,
            _ when toProve > TimeSpan.Zero => new ConditionResult.Pending(toProve),
            _ => needsProbe ? new ConditionResult.Failed($"container {Name(container)} has no healthcheck configured")
                : ConditionResult.Yes,
        };
    }

    /// <summary>A container that has done its work and is not meant to be started again is as good as one that runs.</summary>
    private static ConditionResult RunningOrHealthy(ContainerInspectResponse container, TimeSpan toProve, bool hasToProve)
    {
        if (container.State is { Running: false, Restarting: false, Status: "exited", ExitCode: 0 } && !RestartsAlways(container))
            return ConditionResult.Yes;
        if (hasToProve && container.State is { Restarting: true } state && container.RestartCount >= MostRestarts)
        {
            return new ConditionResult.Failed(
                $"container {Name(container)} does not stay up: it exited ({state.ExitCode}) and was restarted {container.RestartCount} times");
        }

        return Healthy(container, toProve, needsProbe: false);
    }

    /// <summary>Time alone meets it; one that has ended well and is not meant to go on has not failed either.</summary>
    private static ConditionResult Steady(ContainerInspectResponse container)
    {
        var state = container.State ?? new State();
        if (state.Restarting || container.RestartCount > 0)
            return new ConditionResult.Failed(
                $"container {Name(container)} does not stay up: it exited ({state.ExitCode}) and was started again");
        return RunningOrHealthy(container, TimeSpan.Zero, hasToProve: false) is ConditionResult.Failed failed ? failed : state.Running
            ? ConditionResult.Wait : ConditionResult.Yes;
    }

    private static ConditionResult Restored(ContainerInspectResponse container) => (container.State ?? new State()) switch
    {
        { Running: true } or { Restarting: true } => ConditionResult.Yes,
        { Status: "created" } => new ConditionResult.Failed($"container {Name(container)} was not started again"),
        { Status: "exited", ExitCode: 0 } when !RestartsAlways(container) => ConditionResult.Yes,
        var state => new ConditionResult.Failed($"container {Name(container)} exited ({state.ExitCode})"),
    };

    private static ConditionResult Completed(ContainerInspectResponse container, string service)
    {
        var state = container.State ?? new State();
        if (state.Running || state.Restarting || state.Status == "created")
            return ConditionResult.Wait;
        return state.ExitCode == 0
            ? ConditionResult.Yes
            : new ConditionResult.Failed($"service \"{service}\" didn't complete successfully: exit {state.ExitCode}");
    }

    private static bool RestartsAlways(ContainerInspectResponse container) =>
        container.HostConfig?.RestartPolicy?.Name is RestartPolicyKind.Always or RestartPolicyKind.UnlessStopped;

    private static string Name(ContainerInspectResponse container) => container.Name.TrimStart('/');
}
