using Compose.Planning.Operations;

namespace Compose.Planning.Timelines;

/// <summary>What a bar shows, in one word.</summary>
public static class TimelinePhase
{
    public static string Of(Operation operation) => operation switch
    {
        Operation.PullImage or Operation.PullModel => "pull",
        Operation.BuildImage => "build",
        Operation.CreateContainer or Operation.CreateNetwork or Operation.CreateVolume or Operation.InjectFiles => "create",
        Operation.CreateStackNetwork or Operation.CreateConfig or Operation.CreateSecret or Operation.CreateService => "create",
        Operation.StartContainer or Operation.RestartContainer or Operation.UpdateService => "start",
        Operation.AwaitCondition { Condition: AwaitedCondition.CompletedSuccessfully } => "completed",
        Operation.AwaitCondition { Condition: AwaitedCondition.Healthy or AwaitedCondition.RunningOrHealthy } => "healthy",
        Operation.AwaitService => "healthy",
        Operation.StopContainer or Operation.KillContainer => "stop",
        Operation.RemoveContainer or Operation.RemoveNetwork or Operation.RemoveVolume or Operation.RemoveService => "remove",
        Operation.RunHook or Operation.RunPreStart => "hook",
        Operation.RunProvider => "provider",
        _ => "other",
    };
}
