using Compose.Files.Model;

namespace Compose.Execution.Swarm;

/// <summary>A node: what it has, and what tasks of all stacks have reserved of it.</summary>
public sealed record NodeRow
{
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>ready, down, disconnected or unknown.</summary>
    public required string State { get; init; }

    /// <summary>active, pause or drain.</summary>
    public required string Availability { get; init; }

    /// <summary>leader, manager or worker.</summary>
    public required string Role { get; init; }

    public string Address { get; init; } = "";
    public string Engine { get; init; } = "";
    public string Platform { get; init; } = "";
    public NamedMap<string> Labels { get; init; } = NamedMap<string>.Empty;

    /// <summary>Tasks that are to run there; of a node that does not report, those that are lost.</summary>
    public int Tasks { get; init; }

    /// <summary>In billionths of a CPU.</summary>
    public long NanoCpus { get; init; }

    public long ReservedNanoCpus { get; init; }
    public long Memory { get; init; }
    public long ReservedMemory { get; init; }

    /// <summary>It is there and takes new tasks.</summary>
    public bool TakesTasks => State == "ready" && Availability == "active";
}
