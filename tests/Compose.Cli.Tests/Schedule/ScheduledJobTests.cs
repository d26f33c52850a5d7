using System.Globalization;
using Compose.Cli.Commands.Schedule;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;
using FluentAssertions;
using Xunit;

namespace Compose.Cli.Tests.Schedule;

/// <summary>When a scheduled job is due.</summary>
public sealed class ScheduledJobTests
{
    [Theory]
    [InlineData("2026-03-28T00:00Z", "2026-03-28T01:30Z")]
    [InlineData("2026-03-28T02:00Z", "2026-03-29T01:00Z")]
    [InlineData("2026-10-24T12:00Z", "2026-10-25T00:30Z")]
    [InlineData("2026-10-25T00:30Z", "2026-10-26T01:30Z")]
    public void Over_a_change_of_the_clocks_a_time_is_neither_lost_nor_doubled(string after, string next) =>
        Job("30 2 * * *", new JobSchedule { Cron = "30 2 * * *", TimeZone = "Europe/Paris" }).Next(At(after)).Should().Be(At(next));

    [Fact]
    public void A_time_that_was_slept_through_is_made_up_for_once_or_left_out()
    {
        var (one, skip) =
            (Job("0 * * * *", new JobSchedule { Cron = "" }), Job("0 * * * *", new JobSchedule { Cron = "", SkipsMissed = true }));
        one.Due(At("2026-01-01T00:30Z"), At("2026-01-01T00:59Z")).Should().Be(JobDecision.Wait);
        one.Due(At("2026-01-01T00:30Z"), At("2026-01-01T05:20Z")).Should().Be(JobDecision.Run);
        skip.Due(At("2026-01-01T00:30Z"), At("2026-01-01T05:20Z")).Should().Be(JobDecision.SkipMissed);
        skip.Due(At("2026-01-01T00:30Z"), At("2026-01-01T05:00:20Z")).Should().Be(JobDecision.Run, "the last time is now");
    }

    [Fact]
    public void Times_that_come_while_the_job_runs_are_left_out_or_made_up_for()
    {
        var (forbid, queue) =
            (Job("0 * * * *", new JobSchedule { Cron = "" }), Job("0 * * * *", new JobSchedule { Cron = "", Queues = true }));
        forbid.DueAfterRun(At("2026-01-01T00:00Z"), At("2026-01-01T00:10Z")).Should().Be(JobDecision.Wait);
        forbid.DueAfterRun(At("2026-01-01T00:00Z"), At("2026-01-01T01:10Z")).Should().Be(JobDecision.SkipRunning);
        queue.DueAfterRun(At("2026-01-01T00:00Z"), At("2026-01-01T03:10Z")).Should().Be(JobDecision.Run);
    }

    [Theory]
    [InlineData("0 0 13 * 5", "2026-01-01T12:00Z", "2026-01-02T00:00Z")]
    [InlineData("0 0 13 * 5", "2026-01-12T12:00Z", "2026-01-13T00:00Z")]
    [InlineData("0 0 13 * *", "2026-01-01T12:00Z", "2026-01-13T00:00Z")]
    [InlineData("0 0 * * 7", "2026-01-01T12:00Z", "2026-01-04T00:00Z")]
    public void A_day_of_the_month_or_a_day_of_the_week_is_enough(string cron, string after, string next) =>
        Job(cron, new JobSchedule { Cron = "", TimeZone = "UTC" }).Next(At(after)).Should().Be(At(next));

    [Theory]
    [InlineData("@daily")]
    [InlineData("0 0 * * MON")]
    [InlineData("0 0 L * *")]
    [InlineData("0 0 0 * * *")]
    [InlineData("0 0 * *")]
    public void What_the_specification_has_no_place_for_is_refused(string cron) =>
        ScheduledJob.Of(Declared(new JobSchedule { Cron = cron })).Problem.Should().Contain("not a cron expression");

    [Fact]
    public void A_schedule_that_cannot_be_followed_is_refused()
    {
        ScheduledJob.Of(Declared(new JobSchedule { Cron = "61 * * * *" })).Problem.Should().Contain("not a cron expression");
        ScheduledJob.Of(Declared(new JobSchedule { Cron = "0 * * * *", TimeZone = "Europe/Nowhere" })).Problem.Should()
            .Contain("time zone");
    }

    private static ScheduledJob Job(string cron, JobSchedule schedule) => ScheduledJob.Of(Declared(schedule with { Cron = cron })).Job!;

    private static Job Declared(JobSchedule schedule) => new(new Service
    {
        Name = "tick",
        Source = new YamlMapping(SourceSpan.None, []),
        NameSpan = SourceSpan.None,
    })
    { Schedules = [schedule] };

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
