using Compose.Execution.Swarm;
using Docker.DotNet.Models;
using FluentAssertions;
using Xunit;
using static Compose.Execution.Tests.Swarm.Views;

namespace Compose.Execution.Tests.Swarm;

public sealed class ServiceJudgeTests
{
    private static readonly TaskResponse Failed = Task(1, "n1", TaskState.Failed, "task: non-zero exit (1)", TaskState.Shutdown, age: 5);

    [Fact]
    public void A_service_is_there_when_all_its_replicas_run() =>
        Reached(Of(Replicated(2), Task(1, "n1", TaskState.Running), Task(2, "n2", TaskState.Running))).Text.Should().Be("2 of 2 running");

    [Fact]
    public void A_task_on_a_lost_node_does_not_run()
    {
        var view = Of(Replicated(2), Task(1, "n1", TaskState.Running), Task(2, "n3", TaskState.Running));
        Pending(view).Text.Should().Be("1 of 2 running; task 2 ran on n3, which is down");
    }

    [Fact]
    public void Tasks_that_are_to_go_do_not_count() =>
        Pending(Of(Replicated(1), Task(1, "n1", TaskState.Running, wanted: TaskState.Shutdown))).Text.Should().Be("0 of 1 running");

    [Fact]
    public void The_end_of_the_update_is_awaited()
    {
        var running = Task(1, "n1", TaskState.Running);
        Pending(Of(Replicated(1, "updating"), running)).Text.Should().StartWith("1 of 1 updated");
        Pending(Of(Replicated(1, "updating"), running, Task(1, "n2", TaskState.Running, age: 1))).Text.Should().StartWith("1 of 1 updated");
        Reached(Of(Replicated(1, "completed"), running)).Steady.Should().Be(TimeSpan.Zero);
    }

    [Fact]
    public void An_update_has_a_minute_for_the_old_tasks_of_a_lost_node()
    {
        var pending = Pending(Of(Replicated(2, "updating"), Task(1, "n1", TaskState.Running)));
        pending.Text.Should().Be("1 of 2 updated; the swarm may wait a minute for old tasks on n3, which it has lost");
        pending.Grace.Should().Be(TimeSpan.FromSeconds(65), "the update is monitored for 5 s");
        ServiceJudge.Judge(Whole(Replicated(2, "updating"), Task(1, "n1", TaskState.Running))).Should().BeOfType<ServiceJudgement.Pending>()
            .Which.Should().Match<ServiceJudgement.Pending>(one => one.Text == "1 of 2 updated" && one.Grace == TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void An_update_that_waits_for_a_new_task_on_a_lost_node_does_not_go_on()
    {
        var lost = Task(1, "n3", TaskState.Assigned, wanted: TaskState.Shutdown, age: 5);
        var pending = Pending(Of(Replicated(2, "updating"), lost, Task(1, "n1", TaskState.Running)));
        pending.Text.Should().Be("1 of 2 updated; the swarm waits for a task on n3, which it has lost, and does not go on without it");
        pending.Grace.Should().Be(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void A_global_service_that_is_updated_counts_its_old_tasks()
    {
        var service = Service(new() { Global = new() }, "updating");
        service.ServiceStatus = new() { DesiredTasks = 3, RunningTasks = 3 };
        ServiceJudge.Judge(Whole(service, Task(0, "n1", TaskState.Running))).Should()
            .BeOfType<ServiceJudgement.Pending>().Which.Text.Should().Be("1 of 3 updated");
    }

    [Theory]
    [InlineData("paused", ServiceEnd.Paused)]
    [InlineData("rollback_paused", ServiceEnd.Paused)]
    [InlineData("rollback_completed", ServiceEnd.RolledBack)]
    public void An_update_that_the_swarm_has_ended_names_its_task(string state, ServiceEnd end)
    {
        var service = Replicated(1, state, "update stopped due to failure or early termination of task abc123");
        Ended(Of(service, Task(1, "n1", TaskState.Running))).Should()
            .Match<ServiceJudgement.Ended>(ended => ended.End == end && ended.Task == "abc123");
    }

    [Fact]
    public void A_rollback_that_was_asked_for_is_success()
    {
        var view = Of(Replicated(1, "rollback_completed"), Task(1, "n1", TaskState.Running));
        ServiceJudge.Judge(view, isRollback: true).Should().BeOfType<ServiceJudgement.Reached>();
    }

    [Fact]
    public void A_service_that_has_failed_before_must_run_longer()
    {
        Reached(Of(Replicated(1), Task(1, "n1", TaskState.Running))).Steady.Should().Be(TimeSpan.FromSeconds(1));
        Reached(Of(Replicated(1), Failed, Task(1, "n1", TaskState.Running))).Steady.Should().Be(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void The_failure_before_explains_the_task_that_is_tried_again()
    {
        var view = Of(Replicated(1), Failed, Task(1, "n2", TaskState.Ready, wanted: TaskState.Ready));
        Pending(view).Text.Should().Be("0 of 1 running; task 1 on n2 waits for its start, after 1 failure (it ended with exit code 1)");
    }

    [Fact]
    public void A_service_whose_policy_ends_it_has_failed_or_ended()
    {
        Ended(Of(Replicated(1, restart: "none"), Failed)).End.Should().Be(ServiceEnd.Failed);
        Reached(Of(Replicated(1, restart: "on-failure"), Task(1, "n1", TaskState.Complete, wanted: TaskState.Shutdown))).End.Should()
            .Be(ServiceEnd.Running);
        Pending(Of(Replicated(1), Task(1, "n1", TaskState.Complete, wanted: TaskState.Shutdown)));
    }

    [Fact]
    public void A_job_ends_with_the_tasks_of_its_last_run()
    {
        var service = Service(new() { ReplicatedJob = new() { TotalCompletions = 2 } }, restart: "on-failure");
        var old = Task(1, "n1", TaskState.Complete, wanted: TaskState.Complete, age: 60);
        var first = Task(1, "n1", TaskState.Complete, wanted: TaskState.Complete, iteration: 1);
        Pending(Of(service, old, first)).Text.Should().Be("1 of 2 completed");
        Reached(Of(service, old, first, Task(2, "n2", TaskState.Complete, wanted: TaskState.Complete, iteration: 1))).End.Should()
            .Be(ServiceEnd.Completed);
        Ended(Of(service, first, Task(2, "n2", TaskState.Failed, "task: non-zero exit (1)", TaskState.Shutdown, iteration: 1))).End.Should()
            .Be(ServiceEnd.Failed);
    }

    [Fact]
    public void A_global_service_needs_each_node_that_it_has_a_task_on()
    {
        var service = Service(new() { Global = new() });
        Pending(Of(service, Task(0, "n1", TaskState.Running), Task(0, "n2", TaskState.Starting))).Text.Should()
            .Be("1 of 2 running; the task on n2 is starting");
        Reached(Of(service)).Text.Should().Be("no node takes it");
    }

    [Fact]
    public async Task Only_what_has_never_been_reached_is_progress()
    {
        var wait = new ServiceWait(new AwaitedService("s1", "shop_web"));
        var now = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
        wait.Observe(Of(Replicated(1), Task(1, "n1", TaskState.Starting)), now).Should().BeTrue();
        wait.Observe(Of(Replicated(1), Failed, Task(1, "n1", TaskState.Pending)), now).Should().BeFalse();
        wait.Observe(Of(Replicated(1), Failed, Task(1, "n1", TaskState.Starting)), now).Should()
            .BeFalse("a service that fails again and again is given up");
        wait.GiveUp(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60));
        wait.Verdict.IsCompleted.Should().BeFalse();
        wait.GiveUp(TimeSpan.FromSeconds(61), TimeSpan.FromSeconds(60));
        (await wait.Verdict).Should().BeOfType<ServiceJudgement.Ended>().Which.End.Should().Be(ServiceEnd.TimedOut);
    }

    [Fact]
    public void A_state_counts_when_it_has_lasted()
    {
        var wait = new ServiceWait(new AwaitedService("s1", "shop_web", Since: 9));
        var now = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
        var view = Of(Replicated(1), Task(1, "n1", TaskState.Running));
        wait.Observe(view, now);
        wait.Verdict.IsCompleted.Should().BeFalse();
        wait.Observe(view, now.AddSeconds(1)).Should().BeTrue();
        wait.Verdict.IsCompleted.Should().BeTrue();
    }

    [Fact]
    public async Task The_version_before_the_change_says_nothing()
    {
        var wait = new ServiceWait(new AwaitedService("s1", "shop_web", Since: 10));
        wait.Observe(Of(Replicated(1, "paused"), Failed), DateTimeOffset.UnixEpoch).Should().BeFalse();
        wait.Verdict.IsCompleted.Should().BeFalse();
        wait.Observe(null, DateTimeOffset.UnixEpoch);
        (await wait.Verdict).Should().BeOfType<ServiceJudgement.Ended>().Which.End.Should().Be(ServiceEnd.Removed);
    }

    private static ServiceJudgement.Reached Reached(ServiceView view) =>
        ServiceJudge.Judge(view).Should().BeOfType<ServiceJudgement.Reached>().Subject;

    private static ServiceJudgement.Pending Pending(ServiceView view) =>
        ServiceJudge.Judge(view).Should().BeOfType<ServiceJudgement.Pending>().Subject;

    private static ServiceJudgement.Ended Ended(ServiceView view) =>
        ServiceJudge.Judge(view).Should().BeOfType<ServiceJudgement.Ended>().Subject;
}
