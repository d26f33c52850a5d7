using System.Collections.Immutable;

namespace Compose.Files.Model;

/// <summary>A container that is started by hand or at certain times, and ends.</summary>
public sealed record Job(Service Service)
{
    public string Name => Service.Name;

    /// <summary>`run` starts it unless the file says that it does not.</summary>
    public bool IsManual { get; init; }

    public ImmutableArray<JobSchedule> Schedules { get; init; } = [];
}
