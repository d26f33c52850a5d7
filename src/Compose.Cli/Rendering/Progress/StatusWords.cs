using System.Globalization;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Cli.Rendering.Progress;

/// <summary>
/// The name of what an operation is about, and the words for doing it and having done it, as Docker Compose has them. What is done at once
/// has no word for doing it.
/// </summary>
internal sealed record StatusWords(string Id, string Doing, string Did)
{
    /// <summary>Null for steps that are shown only when they fail: connecting, renaming, hooks.</summary>
    public static StatusWords? Of(Operation operation) => operation switch
    {
        Operation.CreateNetwork o => new($"Network {o.Network.Name}", "Creating", "Created"),
        Operation.RemoveNetwork o => new($"Network {o.Network.Name}", "Removing", "Removed"),
        Operation.CreateVolume o => new($"Volume {o.Volume.Name}", "Creating", "Created"),
        Operation.RemoveVolume o => new($"Volume {o.Name}", "Removing", "Removed"),
        Operation.CreateContainer o => new($"Container {o.Container.Name}", "Creating", "Created"),
        Operation.StartContainer => OfContainer(operation, "Starting", "Started"),
        Operation.StopContainer => OfContainer(operation, "Stopping", "Stopped"),
        Operation.KillContainer => OfContainer(operation, "Killing", "Killed"),
        Operation.RestartContainer => OfContainer(operation, "Restarting", "Started"),
        Operation.PauseContainer => OfContainer(operation, "", "Paused"),
        Operation.UnpauseContainer => OfContainer(operation, "", "Unpaused"),
        Operation.RemoveContainer { IsKill: true } => OfContainer(operation, "Stopping", "Removed"),
        Operation.RemoveContainer => OfContainer(operation, "Removing", "Removed"),
        Operation.AwaitCondition { Condition: AwaitedCondition.Steady or AwaitedCondition.Restored } => null,
        Operation.AwaitCondition { Condition: AwaitedCondition.CompletedSuccessfully } => OfContainer(operation, "Waiting", "Exited"),
        Operation.AwaitCondition => OfContainer(operation, "Waiting", "Healthy"),
        Operation.PullImage o => new($"Image {o.Reference}", "Pulling", "Pulled"),
        Operation.PushImage o => new($"Image {o.Reference}", "Pushing", "Pushed"),
        Operation.BuildImage o => new($"Image {o.Reference}", "Building", "Built"),
        Operation.RemoveImage o => new($"Image {o.Reference}", "Removing", "Removed"),
        Operation.CreateStackNetwork or Operation.CreateConfig or Operation.CreateSecret or Operation.CreateService =>
            OfStack(operation, "Creating", "Created"),
        Operation.UpdateService or Operation.RelabelConfig or Operation.RelabelSecret => OfStack(operation, "Updating", "Updated"),
        Operation.RemoveStackNetwork or Operation.RemoveConfig or Operation.RemoveSecret or Operation.RemoveService =>
            OfStack(operation, "Removing", "Removed"),
        Operation.RecordRelease o => new(string.Create(CultureInfo.InvariantCulture, $"Release {o.Number}"), "Recording", "Recorded"),
        Operation.AwaitService { IsRestored: false } => OfStack(operation, "Waiting", "Converged"),
        Operation.AwaitTasksGone => OfStack(operation, "Waiting", "Gone"),
        Operation.PullModel o => new(o.Model.Name ?? o.Model.Key, "Pulling", "Pulled"),
        Operation.ConfigureModel o => new(o.Model.Name ?? o.Model.Key, "Configuring", "Configured"),
        Operation.RunProvider { Verb: ProviderVerb.Up } o => new(o.Service.Name, "Creating", "Created"),
        Operation.RunProvider { Verb: ProviderVerb.Down } o => new(o.Service.Name, "Removing", "Removed"),
        Operation.RunProvider o => new(o.Service.Name, "Stopping", "Stopped"),
        _ => null,
    };

    /// <summary>For what several steps are together; null for what only matters when it fails.</summary>
    public static (string Doing, string Did)? Of(StepGroup group) => group.Verb switch
    {
        StepGroup.Recreate => ("Recreate", "Recreated"),
        StepGroup.RollBack => ("Rolling back", "Rolled back"),
        _ => null,
    };

    /// <summary>Where a failure is shown when the operation has no words of its own.</summary>
    public static string IdOf(Operation operation) =>
        Of(operation)?.Id ?? (operation.AboutContainer is { } target ? $"Container {target.Name}" : operation.Resource.ToString());

    private static StatusWords OfStack(Operation operation, string doing, string did) =>
        new($"{operation.Resource.Kind} {operation.Resource.Name}", doing, did);

    private static StatusWords OfContainer(Operation operation, string doing, string did) =>
        new($"Container {operation.AboutContainer!.Name}", doing, did);
}
