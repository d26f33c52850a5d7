using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Planning.Swarm.Observed;

namespace Compose.Planning.Swarm.Checks;

/// <summary>Data that only one node has, of a service that may move: the swarm does not take the data along.</summary>
internal static class DataChecks
{
    private const string LocalDriver = "local";

    public static IEnumerable<Diagnostic> Of(ComposeProject project, ObservedStack observed) =>
        from service in project.Services.Values
        where observed.Nodes.Length > 1 && MayMove(service)
        let data = service.Volumes.Where(mount => IsOfOneNode(project, mount)).Select(mount => mount.Source).ToList()
        where data.Count > 0
        let path = AttributePath.Of("services", service.Name, "volumes")
        select Diagnostic.Warning(
            DiagnosticCode.SwarmDataOfOneNode,
            $"{path}: each node has its own {string.Join(", ", data)}, so a task that starts on another node does not find its data",
            AttributeChecks.Place(service, "volumes"), "does not follow the task",
            "add a placement constraint, such as `node.hostname == NAME`, or use a volume driver that all nodes share", path);

    private static bool MayMove(Service service) =>
        service.Deploy?.Mode is null or "" or "replicated" && service.Deploy?.Placement?.Constraints.IsEmpty != false;

    /// <summary>Options of the local driver can name a share of the network.</summary>
    private static bool IsOfOneNode(ComposeProject project, Mount mount) => mount switch
    {
        { ReadOnly: true } => false,
        { Type: MountType.Bind } => true,
        { Type: MountType.Volume, Source: { } name } => project.Volumes.TryGet(name, out var volume)
            && volume is { External: false, Driver: null or "" or LocalDriver, DriverOpts.Count: 0 },
        _ => false,
    };
}
