using System.Collections.Immutable;
using System.Globalization;
using Compose.Engine;
using Compose.Engine.Wire;
using Compose.Execution.Observing;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Planning;
using Compose.Planning.Desired;

namespace Compose.Execution;

/// <summary>
/// Ports that a plan wants to publish and another container of the engine holds: said with its name before anything is made, not after half of
/// the stack is up. Only ports of one number; what the plan itself stops does not count.
/// </summary>
internal static class PortConflicts
{
    public static async Task<ImmutableArray<Diagnostic>> FindAsync(EngineClient engine, Plan plan, CancellationToken cancellation)
    {
        if (!plan.Steps.Any(step => step.Operation is Operation.StartContainer))
            return [];
        var wanted = plan.Steps.Select(step => step.Operation).OfType<Operation.CreateContainer>().SelectMany(Wanted).ToList();
        if (wanted.Count == 0)
            return [];
        var leaving = plan.Steps.Where(step => step.Operation is Operation.StopContainer or Operation.RemoveContainer)
            .Select(step => step.Operation.AboutContainer!.Container).OfType<ContainerRef.Existing>().Select(container => container.Id).ToHashSet(StringComparer.Ordinal);
        var running = await engine.ListContainersAsync(all: false, cancel: cancellation);
        var held = running.Where(container => !leaving.Contains(container.Id)).SelectMany(container => container.Ports.Select(port => (Container: container, Port: port))).ToList();
        return
        [
            .. from want in wanted
               let holder = held.FirstOrDefault(item => Clash(want.Port, want.Number, item.Port)).Container
               where holder is not null
               select Problem(want, holder),
        ];
    }

    private static IEnumerable<(Service Service, Port Port, int Number, SourceSpan Where)> Wanted(Operation.CreateContainer create)
    {
        var service = create.Container.Service;
        var items = (service.Source["ports"] as YamlSequence)?.Items ?? [];
        for (var i = 0; i < service.Ports.Length; i++)
            if (int.TryParse(service.Ports[i].Published, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
                yield return (service, service.Ports[i], number, i < items.Length ? items[i].Span : service.NameSpan);
    }

    private static bool Clash(Port wanted, int number, PortSummary held) =>
        held.PublicPort == number
        && string.Equals(held.Type, string.IsNullOrEmpty(wanted.Protocol) ? "tcp" : wanted.Protocol, StringComparison.OrdinalIgnoreCase)
        && (wanted.HostIp is null or "" || held.IP is null or "" || wanted.HostIp == held.IP || (IsAny(wanted.HostIp) && IsOfFamily(held.IP, wanted.HostIp)) || (IsAny(held.IP) && IsOfFamily(wanted.HostIp, held.IP)));

    private static bool IsAny(string address) => address is "0.0.0.0" or "::";

    private static bool IsOfFamily(string address, string other) => address.Contains(':') == other.Contains(':');

    private static Diagnostic Problem((Service Service, Port Port, int Number, SourceSpan Where) want, ContainerSummary holder)
    {
        var name = ContainerReading.Name(holder);
        var project = holder.Labels.GetValueOrDefault(LabelNames.Project);
        var owner = project is null ? "which no compose project made" : $"service \"{holder.Labels.GetValueOrDefault(LabelNames.Service)}\" of project \"{project}\"";
        var help = project is null ? $"stop it (`docker stop {name}`), or publish another port" : $"stop it (`ncompose -p {project} stop {holder.Labels.GetValueOrDefault(LabelNames.Service)}`), or publish another port";
        return Diagnostic.Error(PlanningCodes.PortTaken, $"port {want.Number} of service \"{want.Service.Name}\" is already allocated: container {name}, {owner}, holds it", want.Where, "taken", help);
    }
}
