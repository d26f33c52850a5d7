using Compose.Engine;
using Compose.Engine.Gaps;
using Compose.Execution.Logs;
using Compose.Execution.Queries;
using Compose.Execution.Tasks;
using Compose.Files.Model;
using Compose.Planning.Naming;

namespace Compose.Execution.Swarm;

/// <summary>The logs of tasks, which the manager fetches from their nodes.</summary>
public sealed class StackLogs(EngineClient engine, string stack)
{
    /// <summary>"web.2@n3": the service without its stack, the replica and the node.</summary>
    public string NameOf(TaskRow task) => $"{ServiceOf(task.Service)}{(task.Slot > 0 ? "." + task.Place : "")}@{task.Node}";

    /// <summary>What was written until now, in the order in which it was written.</summary>
    public Task ReadAsync(IReadOnlyList<TaskRow> tasks, LogRequest request, OutputReceiver receiver, CancellationToken cancellationToken)
    {
        foreach (var task in tasks)
            receiver.Begin(Row(task), NameOf(task));
        return LogHistory.ReadAsync(
            [.. tasks.Select(task => (task.Id, NameOf(task)))],
            (id, query, token) => engine.OpenTaskLogsAsync(id, query, cancellationToken: token),
            request.ToQuery(follow: false), receiver, cancellationToken);
    }

    /// <summary>
    /// What was written, and what is written from now on, by tasks that do not exist yet as well. <paramref name="find"/> looks a task up
    /// by its id. Runs until cancelled.
    /// </summary>
    public async Task FollowAsync(
        IReadOnlyList<TaskRow> tasks, LogRequest request, Func<string, CancellationToken, Task<TaskRow?>> find, DateTimeOffset now,
        OutputReceiver receiver, CancellationToken cancellationToken)
    {
        var output = new FollowedOutput(receiver, request.Timestamps);
        await ReadAsync(tasks, request with { Timestamps = true }, output, cancellationToken);
        var query = FollowedOutput.QueryFrom(now);
        using var streams = new TaskGroup(cancellationToken);
        foreach (var service in tasks.Select(task => task.ServiceId).Distinct(StringComparer.Ordinal))
            streams.Add(token => new ServiceLogFollow(engine, this, find, output).RunAsync(service, query, token));
        await streams.WaitAsync();
    }

    internal ContainerRow Row(TaskRow task) => new()
    {
        Id = task.ContainerId,
        Name = $"{task.Name}.{task.Id}",
        Labels = new NamedMap<string>([KeyValuePair.Create(LabelNames.Service, ServiceOf(task.Service))]),
    };

    private string ServiceOf(string name) => name.StartsWith(stack + "_", StringComparison.Ordinal) ? name[(stack.Length + 1)..] : name;
}
