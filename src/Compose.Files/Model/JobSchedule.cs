namespace Compose.Files.Model;

/// <summary>The times at which a job starts by itself.</summary>
public sealed record JobSchedule
{
    public required string Cron { get; init; }
    public string TimeZone { get; init; } = "UTC";

    /// <summary>A time at which the job still runs is caught up with when it has ended; otherwise it is left out.</summary>
    public bool Queues { get; init; }

    /// <summary>Times that passed while nothing could start the job are left out; otherwise one run makes up for them.</summary>
    public bool SkipsMissed { get; init; }
}
