using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Planning.Swarm.Desired;
using Compose.Planning.Swarm.Observed;

namespace Compose.Planning.Swarm.Checks;

/// <summary>`gpus` and `devices` of reservations: a number of what nodes advertise is all that a swarm can reserve.</summary>
internal static class DeviceChecks
{
    /// <summary>What no swarm can do, whatever its nodes have.</summary>
    public static IEnumerable<Diagnostic> Of(Service service)
    {
        foreach (var wish in DeviceWish.Of(service))
        {
            if (!wish.Request.DeviceIds.IsEmpty)
                yield return Refused(service, wish, "a swarm chooses the devices itself", "write a count in place of device_ids");
            else if (wish.Request.Count <= 0)
                yield return Refused(service, wish, "a swarm counts what it reserves, and cannot reserve all", "write a count, such as 1");
            if (wish.Words.Length > 1)
                yield return Diagnostic.Warning(
                    DiagnosticCode.IgnoredOnSwarm, $"{Path(service, wish)}: a swarm only counts devices and passes on no capabilities",
                    AttributeChecks.PlaceOf(service, wish.Attribute), "ignored", null, Path(service, wish));
        }
    }

    /// <summary>Without nodes there is nothing to ask.</summary>
    public static IEnumerable<Diagnostic> Of(ComposeProject project, ObservedStack observed) =>
        from service in project.Services.Values
        from wish in DeviceWish.Of(service)
        where !observed.Nodes.IsEmpty && wish.Request.DeviceIds.IsEmpty && wish.Request.Count > 0
        let kinds = wish.KindsAmong(observed.ResourceKinds)
        where kinds.Length != 1
        select kinds.IsEmpty
            ? Refused(service, wish, $"no node advertises a resource of the kind {string.Join(" or ", wish.Words)}",
                "start the engine of a node with `--node-generic-resource gpu=ID`; `docker node inspect` shows what it advertises")
            : Refused(service, wish, $"nodes advertise {string.Join(" and ", kinds)}", "reserve one of them under generic_resources");

    private static Diagnostic Refused(Service service, DeviceWish wish, string problem, string help) => Diagnostic.Error(
        DiagnosticCode.NotOnSwarm, $"{Path(service, wish)}: {problem}", AttributeChecks.PlaceOf(service, wish.Attribute), "not on a swarm",
        help, Path(service, wish));

    private static AttributePath Path(Service service, DeviceWish wish) =>
        AttributePath.Of("services", [service.Name, .. wish.Attribute.Split('.')]);
}
