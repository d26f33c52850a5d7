using System.Collections.Immutable;
using System.Globalization;
using Compose.Engine;
using Compose.Engine.Gaps;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Planning.Naming;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Docker.DotNet.Models;

namespace Compose.Execution.Conflicts;

/// <summary>
/// What containers want that only one can have, names and ports of the machine, and who has it already. Asked before anything is made:
/// the engine itself would only tell when half of the stack stands.
/// </summary>
public static class ContainerConflicts
{

    /// <summary>A plan that makes nothing with a name or port of its own costs no call.</summary>
    public static async Task<ImmutableArray<Diagnostic>> CheckAsync(
        EngineClient engine, ComposeProject project, Plan plan, SourceSet sources, CancellationToken cancellationToken)
    {
        var named = plan.Steps.Select(step => step.Operation).OfType<Operation.CreateContainer>()
            .Where(create => create.Container.Service.ContainerName is not null).ToList();
        var ports = Publishing(project, plan).SelectMany(
            service => service.Ports.Select((port, index) => PortConflict.Of(service, port, index))).OfType<PortConflict>().ToList();
        if (named.Count == 0 && ports.Count == 0)
            return [];
        var containers = await engine.ListContainersAsync(all: true, cancellationToken: cancellationToken);
        // What the plan removes gives up its name and its ports, whichever tool created it.
        var removed = plan.Steps.Select(step => step.Operation).OfType<Operation.RemoveContainer>()
            .Select(remove => remove.Target.Container).OfType<ContainerRef.Existing>().Select(container => container.Id)
            .ToHashSet(StringComparer.Ordinal);
        containers = [.. containers.Where(container => IsOf(container, project.Name) || !removed.Contains(container.ID))];
        var listeners = new Lazy<LocalListeners>(() => LocalListeners.Of(engine.Address));
        return [
            .. named.Select(create => Holder(create, containers, project.Name)).OfType<Diagnostic>(),
            .. ports.Select(port => Holder(port, containers, project.Name, listeners, sources)).OfType<Diagnostic>(),
        ];
    }

    /// <summary>Services whose containers this plan starts.</summary>
    private static IEnumerable<Service> Publishing(ComposeProject project, Plan plan) => plan.Steps
        .Select(step => step.Operation).OfType<Operation.StartContainer>()
        .Select(start => start.Target.Service).Distinct(StringComparer.Ordinal)
        .Select(name => project.Services.TryGet(name, out var service) ? service : null).OfType<Service>();

    private static Diagnostic? Holder(Operation.CreateContainer create, IList<ContainerListResponse> containers, string project)
    {
        var holder = containers.FirstOrDefault(container =>
            !IsOf(container, project) && container.Names.OrEmpty().Contains("/" + create.Container.Name));
        if (holder is null)
            return null;
        var service = create.Container.Service;
        var id = holder.ID;
        return Diagnostic.Error(
            DiagnosticCode.ContainerNameInUse,
            $"Conflict. The container name \"/{create.Container.Name}\" is already in use by container \"{id}\". You have to remove (or rename) that container to be able to reuse that name.",
            service.Source["container_name"]?.Span ?? service.NameSpan, $"it is {Who(holder)}, {holder.State}",
            $"remove it (`docker rm {id[..12]}`), or choose another container_name",
            AttributePath.Of("services", service.Name, "container_name"));
    }

    private static Diagnostic? Holder(
        PortConflict claim, IList<ContainerListResponse> containers, string project, Lazy<LocalListeners> listeners, SourceSet sources)
    {
        var publishing = containers.Where(container => container.Ports.OrEmpty().Any(claim.Overlaps)).ToList();
        // Our own containers give their ports up in the course of the plan, or are the ones that are meant.
        if (publishing.Exists(container => IsOf(container, project)))
            return null;
        var who = publishing.Count > 0 ? $"container {publishing[0].Names[0].TrimStart('/')} ({Who(publishing[0])})"
            : listeners.Value.Holder(claim);
        if (who is null)
            return null;
        var address = claim.HostIp.Length == 0 ? "0.0.0.0" : claim.HostIp;
        var number = claim.Number.ToString(CultureInfo.InvariantCulture);
        return Diagnostic.Error(
            DiagnosticCode.PortInUse, $"Bind for {address}:{number} failed: port is already allocated", claim.Span, "taken by " + who,
            claim.Variable(sources) is { } variable ? $"set {variable} to a free port, or end what has this one"
                : $"end what has the port, or publish another one: \"{number}\" is the host's side, the container's can stay", claim.Path);
    }

    private static bool IsOf(ContainerListResponse container, string project) =>
        container.Labels.GetValueOrDefault(LabelNames.Project) == project;

    private static string Who(ContainerListResponse container) => container.Labels.GetValueOrDefault(LabelNames.Project) is { } project
        ? $"service \"{container.Labels.GetValueOrDefault(LabelNames.Service)}\" of project \"{project}\""
        : "of no compose project";
}
