using Compose.Files.Model;

namespace Compose.Cli.Commands.Schedule;

/// <summary>
/// A job with its times. Over a change of the clocks a time that is left out comes after it, and one that comes twice counts once.
/// </summary>
internal sealed record ScheduledJob(Job Job, CronTimes Times, TimeZoneInfo Zone)
{
    /// <summary>Times that are further back were missed: the machine slept.</summary>
    private static readonly TimeSpan Punctual = TimeSpan.FromMinutes(1);

    public string Name => Job.Name;
    private JobSchedule Schedule => Job.Schedules[0];

    /// <summary>The job, or what is wrong with its schedule.</summary>
    public static (ScheduledJob? Job, string? Problem) Of(Job job)
    {
        var schedule = job.Schedules[0];
        if (CronTimes.Parse(schedule.Cron) is not { } times)
            return (null, $"\"{schedule.Cron}\" is not a cron expression");
        return TimeZoneInfo.TryFindSystemTimeZoneById(schedule.TimeZone, out var zone)
            ? (new ScheduledJob(job, times, zone), null)
            : (null, $"there is no time zone \"{schedule.TimeZone}\" here");
    }

    public DateTimeOffset? Next(DateTimeOffset after) => Times.Next(after, Zone);

    /// <summary>What is due now, when the times up to <paramref name="after"/> are dealt with.</summary>
    public JobDecision Due(DateTimeOffset after, DateTimeOffset now) => Last(after, now) switch
    {
        null => JobDecision.Wait,
        { } last when now - last <= Punctual || !Schedule.SkipsMissed => JobDecision.Run,
        _ => JobDecision.SkipMissed,
    };

    /// <summary>
    /// What is due when a run ends that began at <paramref name="began"/>: one run makes up for all times that passed meanwhile.
    /// </summary>
    public JobDecision DueAfterRun(DateTimeOffset began, DateTimeOffset now) => Last(began, now) is null ? JobDecision.Wait
        : Schedule.Queues ? JobDecision.Run
        : JobDecision.SkipRunning;

    private DateTimeOffset? Last(DateTimeOffset after, DateTimeOffset now)
    {
        DateTimeOffset? last = null;
        for (var next = Next(after); next <= now; next = Next(next.Value))
            last = next;
        return last;
    }
}
