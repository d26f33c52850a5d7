using Compose.Engine.Wire;
using Compose.Planning;

namespace Compose.Execution.Waiting;

/// <summary>
/// Whether a container meets a condition, from one look at it. A container that its restart policy is about to start again is pending:
/// what it was a moment ago is not what it will be.
/// </summary>
public static class ConditionJudge
{
    public static Judgement Judge(ContainerInspect container, AwaitedCondition condition, string service) => condition switch
    {
        AwaitedCondition.Healthy => Healthy(container, needsProbe: true),
        AwaitedCondition.RunningOrHealthy => RunningOrHealthy(container),
        AwaitedCondition.Steady => Steady(container),
        _ => Completed(container, service),
    };

    private static Judgement Healthy(ContainerInspect container, bool needsProbe)
    {
        var state = container.State;
        if (state.Restarting || state.Status == "created")
            return Judgement.Wait;
        if (!state.Running)
            return new Judgement.Failed($"container {Name(container)} exited ({state.ExitCode})");
        return state.Health?.Status switch
        {
            "healthy" => Judgement.Yes,
            "unhealthy" => new Judgement.Failed($"container {Name(container)} is unhealthy"),
            "starting" => Judgement.Wait,
            _ => needsProbe ? new Judgement.Failed($"container {Name(container)} has no healthcheck configured") : Judgement.Yes,
        };
    }

    /// <summary>A container that has done its work and is not meant to be started again is as good as one that runs.</summary>
    private static Judgement RunningOrHealthy(ContainerInspect container) =>
        container.State is { Running: false, Restarting: false, Status: "exited", ExitCode: 0 } && !RestartsAlways(container)
            ? Judgement.Yes
            : Healthy(container, needsProbe: false);

    /// <summary>Time alone meets it; one that has ended well and is not meant to go on has not failed either.</summary>
    private static Judgement Steady(ContainerInspect container)
    {
        var state = container.State;
        if (state.Restarting || container.RestartCount > 0)
            return new Judgement.Failed($"container {Name(container)} does not stay up: it exited ({state.ExitCode}) and was started again");
        return RunningOrHealthy(container) is Judgement.Failed failed ? failed : state.Running ? Judgement.Wait : Judgement.Yes;
    }

    private static Judgement Completed(ContainerInspect container, string service)
    {
        var state = container.State;
        if (state.Running || state.Restarting || state.Status == "created")
            return Judgement.Wait;
        return state.ExitCode == 0
            ? Judgement.Yes
            : new Judgement.Failed($"service \"{service}\" didn't complete successfully: exit {state.ExitCode}");
    }

    private static bool RestartsAlways(ContainerInspect container) => container.HostConfig?.RestartPolicy?.Name is "always" or "unless-stopped";

    private static string Name(ContainerInspect container) => container.Name.TrimStart('/');
}
