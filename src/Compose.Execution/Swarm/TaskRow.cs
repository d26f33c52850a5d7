using System.Collections.Immutable;
using Compose.Execution.Queries;

namespace Compose.Execution.Swarm;

/// <summary>A task as lists show it. States are the engine's words.</summary>
public sealed record TaskRow
{
    public required string Id { get; init; }
    public required string ServiceId { get; init; }

    /// <summary>The name of its service; the id of one that is removed.</summary>
    public required string Service { get; init; }

    /// <summary>0 for tasks that have no number: those of a global service.</summary>
    public long Slot { get; init; }

    public string NodeId { get; init; } = "";
    public string Node { get; init; } = "";

    /// <summary>Its node does not report any more: what it does is not known.</summary>
    public bool IsLost { get; init; }

    /// <summary>It ran in the place of the task that is listed before it.</summary>
    public bool IsBefore { get; init; }

    public string Image { get; init; } = "";
    public string DesiredState { get; init; } = "";
    public string State { get; init; } = "";
    public DateTimeOffset Since { get; init; }
    public DateTimeOffset Created { get; init; }
    public string Error { get; init; } = "";

    /// <summary>The error in plain words.</summary>
    public string Reason { get; init; } = "";

    public string ContainerId { get; init; } = "";
    public int ExitCode { get; init; }

    /// <summary>The ports of its node that it holds itself.</summary>
    public ImmutableArray<PublishedPort> Ports { get; init; } = [];

    /// <summary>"shop_web.2", or with the node's id where there is no number.</summary>
    public string Name => $"{Service}.{Place}";

    public string Place => Slot > 0 ? Slot.ToString(System.Globalization.CultureInfo.InvariantCulture) : NodeId;

    public bool HasEnded => State is "complete" or "failed" or "rejected" or "shutdown" or "orphaned" or "remove";

    public bool IsRunning => State == "running" && DesiredState == "running" && !IsLost;
}
