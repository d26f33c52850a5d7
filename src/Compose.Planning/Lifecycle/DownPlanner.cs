using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Planning.Naming;
using Compose.Planning.Observed;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Planning.Lifecycle;

/// <summary>
/// `down`: containers in reverse order of dependencies, then what they used. A failure affects only dependent steps. With named services
/// only these, and what they and their dependencies use; without compose files also their dependents.
/// </summary>
internal static class DownPlanner
{
    public static Plan Plan(ProjectOutline stack, ObservedState observed, LifecyclePolicy policy)
    {
        var steps = new PlanBuilder { OnFailure = FailurePolicy.ContinueIndependent };
        var chosen = policy.Services.IsEmpty ? [.. stack.Graph.Nodes]
            : stack.Desired is null ? stack.Graph.WithDependents(policy.Services)
            : [.. policy.Services];
        stack = Narrowed(stack, policy);
        if (policy.Services.IsEmpty || chosen.Count > 0)
        {
            var removed = new ContainerRemoval(steps, stack, observed, policy).Run(chosen);
            PlanNetworks(steps, stack, observed, removed);
            PlanImages(steps, stack, observed, policy, removed);
            if (policy.Volumes)
                PlanVolumes(steps, stack, observed, removed);
        }

        var nothingDeclared = stack.Networks.Count == 0 && (!policy.Volumes || stack.Volumes.Count == 0);
        if (steps.Count == 0 && nothingDeclared)
            steps.Report(
                Diagnostic.Warning(DiagnosticCode.NothingToRemove, $"No resource found to remove for project \"{stack.Project}\".",
                    default));
        return steps.Build();
    }

    /// <summary>Keeps only the networks and volumes of the named services and their dependencies.</summary>
    private static ProjectOutline Narrowed(ProjectOutline stack, LifecyclePolicy policy)
    {
        if (stack.Desired is null || policy.Services.IsEmpty)
            return stack;
        var services = stack.Graph.WithDependencies(policy.Services).Select(stack.Find).Select(service => service?.Model).OfType<Service>()
            .ToList();
        var networks = services.SelectMany(service => service.Networks.Keys).ToHashSet(StringComparer.Ordinal);
        var volumes = services.SelectMany(service => service.Volumes).Where(mount => mount.Type == MountType.Volume)
            .Select(mount => mount.Source).ToHashSet(StringComparer.Ordinal);
        return stack with
        {
            Networks = stack.Networks.Where((key, _) => networks.Contains(key)),
            Volumes = stack.Volumes.Where((key, _) => volumes.Contains(key))
        };
    }

    /// <summary>Only the project's own networks. One that is still in use elsewhere stays, with a warning.</summary>
    private static void PlanNetworks(
        PlanBuilder steps, ProjectOutline stack, ObservedState observed, IReadOnlyDictionary<string, StepId> removed)
    {
        foreach (var network in observed.Networks
            .Where(network => network.Project == stack.Project && stack.Networks.Values.Contains(network.Name))
            .OrderBy(network => network.Name, StringComparer.Ordinal))
        {
            var users = observed.Containers.Where(container => container.IsConnectedTo(network) && removed.ContainsKey(container.Id))
                .Select(container => removed[container.Id]);
            steps.Add(new Operation.RemoveNetwork(new NetworkRef(network.Name, network.Id), BestEffort: true),
                new Reason(ReasonCode.Requested), users);
        }
    }

    private static void PlanVolumes(
        PlanBuilder steps, ProjectOutline stack, ObservedState observed, IReadOnlyDictionary<string, StepId> removed)
    {
        foreach (var volume in observed.Volumes.Where(volume => stack.Volumes.Values.Contains(volume.Name))
            .OrderBy(volume => volume.Name, StringComparer.Ordinal))
        {
            var users = observed.Containers
                .Where(container => container.Mounts.Any(mount => mount.Name == volume.Name) && removed.ContainsKey(container.Id))
                .Select(container => removed[container.Id]);
            steps.Add(new Operation.RemoveVolume(volume.Name, BestEffort: true), new Reason(ReasonCode.Requested), users, Risk.DataLoss);
        }
    }

    private static void PlanImages(
        PlanBuilder steps, ProjectOutline stack, ObservedState observed, LifecyclePolicy policy,
        IReadOnlyDictionary<string, StepId> removed)
    {
        if (policy.Images == ImageRemoval.None)
            return;
        var own = observed.Images
            .Where(image => image.Labels.TryGet(LabelNames.Project, out var project) && project == stack.Project)
            .Where(image => stack.Desired is null
                || (image.Labels.TryGet(LabelNames.Service, out var service) && stack.Find(service) is not null))
            .SelectMany(image => image.Tags).Where(tag => policy.Images == ImageRemoval.All || !IsCustomTag(stack, tag));
        var declared = stack.Desired is null ? [] : stack.Desired.Services
            .Where(spec => policy.Images == ImageRemoval.All || spec.Service is { Image: null or "", Build: not null })
            .Select(spec => spec.ImageReference);
        var used = removed.Values.ToImmutableArray();
        foreach (var reference in own.Concat(declared).Select(ImageReference.Familiar).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal))
            steps.Add(new Operation.RemoveImage(reference), new Reason(ReasonCode.Requested), used);
    }

    private static bool IsCustomTag(ProjectOutline stack, string tag) =>
        stack.Desired?.Services
            .Any(spec => spec.Service.Image is { Length: > 0 } image
                && ImageReference.Familiar(image) == ImageReference.Familiar(tag)) == true;
}
