using System.Globalization;
using System.Text.RegularExpressions;
using Docker.DotNet.Models;

namespace Compose.Execution.Swarm;

/// <summary>What a task does, and why it does not run, in plain words instead of the engine's.</summary>
public static partial class TaskWords
{
    /// <summary>"task 2 on n3 is starting", with the reason when there is one.</summary>
    public static string Describe(TaskResponse task, SwarmNodes nodes)
    {
        var subject = task.Slot is > 0 and var slot ? string.Create(CultureInfo.InvariantCulture, $"task {slot}") : "the task";
        var node = task.NodeID is { Length: > 0 } id ? $" on {nodes.Name(id)}" : "";
        if (task.Status?.State == TaskState.Running && !nodes.IsReady(task.NodeID))
            return $"{subject} ran{node}, which is {NodeState(nodes, task.NodeID)}";
        var reason = Reason(task);
        return $"{subject}{node} {State(task)}{(reason.Length > 0 ? $": {reason}" : "")}";
    }

    /// <summary>Why a task waits, or has ended; empty when the engine gives no reason.</summary>
    public static string Reason(TaskResponse task) => Translate(task.Status?.Err ?? "", task.Spec?.Placement?.Constraints);

    public static string Translate(string text, IEnumerable<string>? constraints = null)
    {
        if (text.StartsWith("no suitable node", StringComparison.Ordinal))
            return "no node can take it: " + Unsuitable(text, constraints ?? []);
        if (text.Contains("unhealthy container", StringComparison.Ordinal))
            return "its health check failed, so the engine ended it";
        if (ExitPattern().Match(text) is { Success: true } exit)
            return "it ended with exit code " + exit.Groups[1].Value + Signal(exit.Groups[1].Value);
        if (ImagePattern().Match(text) is { Success: true } image)
            return $"the node does not have the image {image.Groups[1].Value}, and no registry has provided it";
        if (BindPattern().Match(text) is { Success: true } bind)
            return $"the node has no {bind.Groups[1].Value}, which the service mounts";
        if (text.Contains("Pool overlaps", StringComparison.Ordinal))
            return "the node still has an old network with the same addresses";
        if (StorePattern().Match(text) is { Success: true } store)
            return $"the swarm no longer has its {store.Groups[1].Value}";
        if (ProgramPattern().Match(text) is { Success: true } program)
            return "its program cannot be started: " + program.Groups[1].Value;
        return text;
    }

    private static string State(TaskResponse task) => task.Status?.State switch
    {
        TaskState.New or TaskState.Allocated or TaskState.Pending => "waits for a node",
        TaskState.Assigned or TaskState.Accepted => "is assigned",
        TaskState.Preparing => "is being prepared (its image is pulled there)",
        TaskState.Ready => "waits for its start",
        TaskState.Starting when task.Spec?.ContainerSpec?.Healthcheck?.Test is { Count: > 0 } => "is starting, or not healthy yet",
        TaskState.Starting => "is starting",
        TaskState.Running => "runs",
        TaskState.Complete => "has ended",
        TaskState.Rejected => "was rejected",
        TaskState.Failed => "failed",
        TaskState.Shutdown or TaskState.Remove => "was shut down",
        TaskState.Orphaned => "is lost with its node",
        _ => "is unknown",
    };

    private static string NodeState(SwarmNodes nodes, string? id) => nodes.Find(id)?.Status?.State ?? "no longer a member of the swarm";

    private static string Unsuitable(string text, IEnumerable<string> constraints)
    {
        var start = text.IndexOf('(', StringComparison.Ordinal);
        var end = text.LastIndexOf(')');
        if (start < 0 || end < start)
            return "the swarm does not say why";
        return string.Join("; ", text[(start + 1)..end].Split("; ").Select(part => Obstacle(part, string.Join(", ", constraints))));
    }

    private static string Obstacle(string part, string constraints)
    {
        var count = NumberPattern().Match(part) is { Success: true } number ? number.Value : "";
        var (subject, verb) = count == "1" ? ("1 node", "does") : ($"{count} nodes", "do");
        return part switch
        {
            _ when part.StartsWith("scheduling constraints", StringComparison.Ordinal) =>
                $"{subject} {verb} not meet its placement constraints{(constraints.Length > 0 ? $" ({constraints})" : "")}",
            _ when part.StartsWith("insufficient resources", StringComparison.Ordinal) =>
                $"{subject} {verb} not have as much free CPU, memory or generic resources as it reserves",
            _ when part.StartsWith("host-mode port", StringComparison.Ordinal) => $"{subject} {verb} not have its host port free",
            _ when part.StartsWith("max replicas per node", StringComparison.Ordinal) =>
                "no node may have another replica (max_replicas_per_node)",
            _ when part.Contains("not available for new tasks", StringComparison.Ordinal) =>
                $"{subject} {verb} not take new tasks (drained, paused or down)",
            _ when part.StartsWith("unsupported platform", StringComparison.Ordinal) =>
                $"{subject} {verb} not have the platform of its image",
            _ when part.StartsWith("missing plugin", StringComparison.Ordinal) => $"{subject} {verb} not have a plugin that it needs",
            _ => part,
        };
    }

    private static string Signal(string code) =>
        int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 128 and <= 128 + 64
            ? string.Create(CultureInfo.InvariantCulture, $" (signal {number - 128})")
            : "";

    [GeneratedRegex(@"\d+")]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"non-zero exit \((\d+)\)")]
    private static partial Regex ExitPattern();

    [GeneratedRegex("No such image: (.+)$")]
    private static partial Regex ImagePattern();

    [GeneratedRegex("bind source path does not exist: (.+)$")]
    private static partial Regex BindPattern();

    [GeneratedRegex("unable to get (config|secret) from")]
    private static partial Regex StorePattern();

    [GeneratedRegex("starting container failed: .*(exec: .+)$", RegexOptions.Singleline)]
    private static partial Regex ProgramPattern();
}
