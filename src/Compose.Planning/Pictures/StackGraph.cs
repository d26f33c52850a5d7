using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Desired;

namespace Compose.Planning.Pictures;

/// <summary>The services of a project and what each depends on, for a reader: by name, each edge with its condition.</summary>
public sealed record StackGraph(string Project, ImmutableArray<StackNode> Nodes, ImmutableArray<StackEdge> Edges)
{
    public static StackGraph Of(ComposeProject project)
    {
        var graph = ServiceGraph.Of(project);
        return new StackGraph(
            project.Name,
            [.. graph.Nodes.Select(name => Node(project, project.Services[name]))],
            [.. graph.Nodes.SelectMany(name => graph.DependenciesOf(name).Select(other => Edge(project.Services[name], other)))]);
    }

    private static StackNode Node(ComposeProject project, Service service) => new(service.Name)
    {
        Image = service.Image is { Length: > 0 } image ? image : string.Join(project.Separator, project.Name, service.Name),
        Replicas = service.Replicas,
        Ports = [.. service.Ports.Select(Text)],
        Networks = [.. service.Networks.Keys.Order(StringComparer.Ordinal)],
        Volumes = [.. service.Volumes.Where(mount => mount.Type == MountType.Volume).Select(mount => mount.Source).OfType<string>()
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
    };

    private static string Text(Port port)
    {
        var host = port.HostIp is { Length: > 0 } address ? (address.Contains(':') ? $"[{address}]:" : address + ":") : "";
        return $"{host}{(port.Published is { Length: > 0 } published ? published + ":" : "")}{port.Target}/{port.Protocol ?? "tcp"}";
    }

    private static StackEdge Edge(Service service, string other)
    {
        var dependency = service.DependsOn.TryGet(other, out var declared) ? declared : new Dependency(DependencyCondition.Started);
        var kind = dependency.Condition switch
        {
            DependencyCondition.Healthy => EdgeKind.Healthy,
            DependencyCondition.CompletedSuccessfully => EdgeKind.Completed,
            // A shared namespace and a link are in depends_on as well, once the files are normalized.
            _ when ServiceGraph.ParentsOf(service).Contains(other) => EdgeKind.Shares,
            _ when service.Links.Any(link => link.Split(':')[0] == other) => EdgeKind.Links,
            _ => EdgeKind.Started,
        };
        return new StackEdge(service.Name, other, kind, dependency.Required);
    }
}
