using Compose.Engine;
using Compose.Execution.Events;
using Compose.Execution.Queries;

namespace Compose.Execution.Logs;

/// <summary>The logs of a project's containers: what is there, or what is there and goes on.</summary>
public sealed class ProjectLogs(EngineClient engine, ContainerEvents events, string project)
{
    /// <summary>
    /// What was written until now, in the order in which it was written; the receiver is called from one place at a time.
    /// </summary>
    public Task ReadAsync(
        IReadOnlyList<ContainerRow> containers, LogRequest request, OutputReceiver receiver, CancellationToken cancellationToken)
    {
        foreach (var container in containers)
            receiver.Begin(container, NameOf(container));
        return containers.Count == 1
            ? LogReader.ReadAsync(
            engine, containers[0].Id, NameOf(containers[0]), request.ToQuery(follow: false), receiver, cancellationToken)
            : LogHistory.ReadAsync(
            engine, [.. containers.Select(container => (container.Id, NameOf(container)))], request.ToQuery(follow: false), receiver,
            cancellationToken);
    }

    /// <summary>Subscribes to what happens; whatever starts from now on can be followed from its first line.</summary>
    public async Task<LogFollow> OpenAsync(CancellationToken cancellationToken) =>
        new(engine, this, await events.ListenAsync(container: null, cancellationToken));

    /// <summary>The name in front of a line: without the project's, unless the file gave the container a name of its own.</summary>
    public string NameOf(ContainerRow container)
    {
        var name = container.Name;
        if (container is { Service.Length: > 0, Number: > 0 } && name != $"{project}-{container.Service}-{container.Number}"
            && name != $"{project}_{container.Service}_{container.Number}")
            return name;
        return name.StartsWith(project, StringComparison.Ordinal) && name.Length > project.Length + 1 && name[project.Length] is '-' or '_'
            ? name[(project.Length + 1)..]
            : name;
    }
}
