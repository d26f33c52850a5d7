using System.Collections.Immutable;
using Compose.Cli.Context;
using Compose.Execution;
using Compose.Execution.Swarm;
using Compose.Files.Model;

namespace Compose.Cli.Commands.Swarm;

/// <summary>The engines of the nodes: this one, and those that --node-host or x-ncompose.nodes name.</summary>
internal sealed class TaskNodes
{
    private readonly CommandContext _run;
    private readonly EngineSession _first;
    private readonly string _local;
    private readonly string _template;
    private readonly NamedMap<string> _declared;
    private readonly ImmutableArray<NodeRow> _nodes;

    private TaskNodes(CommandContext run, string local, string template, NamedMap<string> declared, ImmutableArray<NodeRow> nodes) =>
        (_run, _first, _local, _template, _declared, _nodes) = (run, run.Engine, local, template, declared, nodes);

    public static async Task<TaskNodes> OpenAsync(CommandContext run, string template)
    {
        var files = run.Declared
            ?? (run.NameWithoutFiles is null ? run.Load(request => request with { ResolveEnvironment = false }) : null);
        return new TaskNodes(
            run, await run.Engine.NodeIdAsync(run.Stop), template, files?.NodeHosts ?? NamedMap<string>.Empty,
            await run.Engine.NodesAsync(run.Stop));
    }

    /// <summary>The nodes that take tasks, this one first, with the engines of those that are known by an address.</summary>
    public IEnumerable<(NodeRow Node, EngineSession? Engine)> ThatTakeTasks =>
        from node in _nodes.OrderByDescending(node => node.Id == _local).ThenBy(node => node.Name, NaturalOrder.Instance)
        where node.TakesTasks
        select (node, node.Id == _local ? _first : AddressOf(node) is { } host ? _run.Nodes.At(host) : null);

    public bool IsLocal(TaskRow task) => task.NodeId == _local;

    /// <summary>The engine that has the task's container; null when nothing names it, which has been reported.</summary>
    public EngineSession? EngineOf(TaskRow task)
    {
        if (IsLocal(task))
            return _run.Engine;
        return HostOf(task) is { } host ? _run.Nodes.At(host) : null;
    }

    /// <summary>
    /// Moves the command to the engine of the task's node. False when nothing names that engine, which has been reported.
    /// </summary>
    public bool MoveTo(TaskRow task)
    {
        if (EngineOf(task) is not { } engine)
            return false;
        _run.MoveTo(engine);
        return true;
    }

    private string? HostOf(TaskRow task)
    {
        var node = _nodes.First(node => node.Id == task.NodeId);
        if (AddressOf(node) is { } host)
            return host;
        _run.Reporter.Fail(
            $"task {task.Name} runs on {task.Node} in container {ShortNames.Id(task.ContainerId)}, which this engine cannot reach",
            "--node-host names the engines of the nodes, such as ssh://{{.Addr}} or the docker context {{.Name}}, and x-ncompose.nodes in the file those of single nodes");
        return null;
    }

    private string? AddressOf(NodeRow node) => _template.Length > 0
        ? _template.Replace("{{.Addr}}", node.Address, StringComparison.Ordinal).Replace("{{.Name}}", node.Name, StringComparison.Ordinal)
        : _declared.TryGet(node.Name, out var host) ? host : null;
}
