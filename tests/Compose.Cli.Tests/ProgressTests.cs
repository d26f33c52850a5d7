using System.Text;
using Compose.Cli.CommandLine;
using Compose.Cli.Rendering.Progress;
using Compose.Cli.Terminals;
using Compose.Execution.Scheduling;
using Compose.Files;
using Compose.Files.Text;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using FluentAssertions;
using Xunit;

namespace Compose.Cli.Tests;

public sealed class ProgressTests
{
    private static readonly ContainerTarget Db = new(new ContainerRef.Existing("1234567890abcdef"), "db", 1, "demo-db-1");
    private static readonly ContainerTarget Web = new(new ContainerRef.Existing("abcdef1234567890"), "web", 1, "demo-web-1");

    private static readonly Plan Plan = new(
    [
        new Step(new StepId(0), new Operation.StartContainer(Db), [], []),
        new Step(new StepId(1), new Operation.StopContainer(Web, null), [], []) { Group = new StepGroup(StepGroup.Recreate, "demo-web-1") },
        new Step(new StepId(2), new Operation.RemoveContainer(Web, false, false), [], [new StepId(1)])
            { Group = new StepGroup(StepGroup.Recreate, "demo-web-1") },
        new Step(new StepId(3), new Operation.StartContainer(Web), [], [new StepId(2)]),
    ]);

    [Fact]
    public void Plain_lines_are_Docker_Composes_and_a_replacement_is_one_thing()
    {
        Shown(ProgressMode.Plain, Done(0), Done(1), Done(2), Failed(3, "no such device")).Should().Be(
            " Container demo-db-1 Starting \n Container demo-db-1 Started \n" +
            " Container demo-web-1 Recreate \n Container demo-web-1 Recreated \n" +
            " Container demo-web-1 Starting \n Container demo-web-1 Error \n", "the report after the run has the message");
    }

    [Fact]
    public void A_step_that_was_skipped_says_because_of_what()
    {
        var skipped = new StepOutcome.Skipped([new StepId(0)]);
        Shown(ProgressMode.Plain, Failed(0, "boom"),
            [new ProgressEvent.Finished(Plan.Steps[3], skipped, TimeSpan.Zero),
                new ProgressEvent.Finished(Plan.Steps[3], skipped, TimeSpan.Zero)])
            .Should()
            .EndWith(
            " Container demo-db-1 Error \n Container demo-web-1 Skipped because of container demo-db-1\n",
            "of the two steps of a container one line is enough");
    }

    [Fact]
    public void Json_has_one_object_per_change()
    {
        var pulled = new Step(new StepId(0), new Operation.PullImage("nginx", null, ["web"], false), [], []);

        Shown(ProgressMode.Json, [new ProgressEvent.Started(pulled), new ProgressEvent.Progressed(pulled, "Downloading", 50, 200)])
            .Should().Be(
            """{"id":"Image nginx","status":"Working","text":"Pulling"}""" + "\n" +
            """{"id":"Image nginx","status":"Working","text":"Pulling","details":"Downloading","current":50,"total":200,"percent":25}"""
            + "\n");
    }

    [Fact]
    public void The_lines_of_2_40_have_their_own_form_and_tell_no_starts_under_an_attached_up()
    {
        var lines = new ProgressLines(Dialect.V240, IsDryRun: true, TellsStarts: false);

        lines.Text(new StatusChange("Container demo-web-1", StatusKind.Done, "Created")).Should()
            .Be(" DRY-RUN MODE -  Container demo-web-1  Created\n");
        lines.Tells(new StatusChange("Container demo-web-1", StatusKind.Done, "Started")).Should().BeFalse();
        (lines with { TellsStarts = true }).Tells(new StatusChange("Container demo-web-1", StatusKind.Done, "Started")).Should().BeTrue();
    }

    [Fact]
    public void Containers_that_run_already_are_reported_first()
    {
        var plan =
            Plan with
            {
                AlreadyDone = [new AlreadyDone("demo-db-1", AlreadyDoneKind.Stopped),
                new AlreadyDone("demo-web-1", AlreadyDoneKind.Healthy)]
            };
        var text = new StringBuilder();
        foreach (var change in new StatusChanges().Of(new ProgressEvent.PlanStarted(plan)))
            text.Append(new ProgressLines(Dialect.V5, IsDryRun: false).Text(change));

        text.ToString().Should().Be(
            " Container demo-db-1 Stopping \n Container demo-db-1 Stopped \n Container demo-web-1 Waiting \n Container demo-web-1 Healthy \n");
    }

    [Fact]
    public void Quiet_is_quiet() => Shown(ProgressMode.Quiet, Done(0)).Should().BeEmpty();

    [Fact]
    public void The_list_on_a_terminal_is_drawn_over_itself_and_ends_with_the_last_state()
    {
        var shown = Shown(
            ProgressMode.Terminal, Done(0), [new ProgressEvent.Output(Plan.Steps[0], "a line of a hook")], Done(1), Done(2), Done(3));

        shown.Should().StartWith("\e[?25l").And.EndWith("\e[J\e[?25h");
        Screen(shown).Should()
            .Equal("a line of a hook", "[+] up 2/2", " ✔ Container demo-db-1  Started".PadRight(55) + "0.0s",
                " ✔ Container demo-web-1 Started".PadRight(55) + "0.0s");
    }

    [Fact]
    public void At_the_end_every_row_is_shown_however_low_the_window_is()
    {
        var shown = Shown(ProgressMode.Terminal, (60, 5), Many(9), [.. Enumerable.Range(0, 9).Select(i => Done(Many(9), i))]);

        Screen(shown).Should().HaveCount(10).And.StartWith("[+] up 9/9");
        Enumerable.Range(0, 9).Should()
            .OnlyContain(i => Screen(shown).Exists(line => line.StartsWith($" ✔ Container demo-c{i}-1 Started", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_failed_step_is_not_reported_as_done_and_its_message_is_in_the_report()
    {
        var shown = Shown(
            ProgressMode.Terminal, Done(0), Failed(3, "no such device"),
            [new ProgressEvent.PlanFinished(new PlanOutcome(Plan, [], TimeSpan.Zero))]);

        Screen(shown)[0].Should().Be("[+] up 1/2");
        Screen(shown)[2].Should().MatchRegex("^ ✘ Container demo-web-1 Error +0.0s$");
    }

    [Fact]
    public void A_run_that_is_interrupted_leaves_no_spinner()
    {
        var shown = Shown(
            ProgressMode.Terminal,
            [new ProgressEvent.Started(Plan.Steps[0]), new ProgressEvent.PlanFinished(new PlanOutcome(Plan, [], TimeSpan.Zero))]);

        Screen(shown)[1].Should().MatchRegex("^ ! Container demo-db-1 Interrupted +0.0s$");
    }

    [Fact]
    public void A_list_in_a_window_that_became_narrower_is_drawn_over_all_the_rows_that_it_takes_now()
    {
        var width = 60;
        var error = new MemoryStream();
        var terminal = new Terminal(Stream.Null, Stream.Null, error) { Size = () => (width, 20) };
        using var view = ProgressViews.Open(
            "up", terminal, OutputSettings.Default(terminal) with { Progress = ProgressMode.Terminal }, new StoppedClock());
        view.On(new ProgressEvent.PlanStarted(Plan));
        foreach (var happened in new[] { Done(0), Done(3) }.SelectMany(some => some))
            view.On(happened);
        view.On(new ProgressEvent.Output(Plan.Steps[0], "a line"));
        error.SetLength(0);
        width = 25;
        view.On(new ProgressEvent.Output(Plan.Steps[0], "another line"));

        Encoding.UTF8.GetString(error.ToArray()).Should()
            .Contain("\e[7A\r", "the headline takes one row, and two lines of 59 columns take three each");
    }

    [Fact]
    public void The_log_of_a_builder_is_on_standard_output()
    {
        var build = new Step(new StepId(0), new Operation.BuildImage("web", "demo-web"), [], []);
        var (output, error) = (new MemoryStream(), new MemoryStream());
        var terminal = new Terminal(Stream.Null, output, error);
        using var view = ProgressViews.Open("build", terminal, OutputSettings.Default(terminal), new StoppedClock());
        view.On(new ProgressEvent.Started(build));
        view.On(new ProgressEvent.Output(build, "#1 [internal] load build definition from Dockerfile"));
        view.On(new ProgressEvent.Output(build, ""));
        view.On(new ProgressEvent.Finished(build, new StepOutcome.Done(), TimeSpan.Zero));

        Encoding.UTF8.GetString(output.ToArray()).Should().Be("#1 [internal] load build definition from Dockerfile\n\n");
        Encoding.UTF8.GetString(error.ToArray()).Should().Be(" Image demo-web Building \n Image demo-web Built \n");
    }

    [Fact]
    public void A_failure_that_two_waits_for_one_container_meet_is_reported_once()
    {
        var update = new Step(new StepId(0), new Operation.AwaitCondition(Web, AwaitedCondition.RunningOrHealthy, true, [], null), [], []);
        var wait = update with { Id = new StepId(1) };
        var failed = new StepOutcome.Failed(new StepError("container demo-web-1 is unhealthy") { Details = ["probe: false"] });
        var outcome = new PlanOutcome(new Plan([update, wait]), [failed, failed], TimeSpan.Zero);

        FailureSummary.Render(outcome, Style.Plain, null, new SourceSet()).Should().Be(
            "container demo-web-1 is unhealthy\n  = while: waiting for container demo-web-1 to be running or healthy\n  = probe: false\n");
        Shown(ProgressMode.Plain,
            [new ProgressEvent.Started(update), new ProgressEvent.Finished(update, failed, TimeSpan.Zero),
                new ProgressEvent.Finished(wait, failed, TimeSpan.Zero)])
            .Should().Be(" Container demo-web-1 Waiting \n Container demo-web-1 Error \n");
    }

    private static Plan Many(int count) => new([.. Enumerable.Range(0, count).Select(i =>
        new Step(
            new StepId(i), new Operation.StartContainer(new ContainerTarget(new ContainerRef.Existing($"{i}"), $"c{i}", 1, $"demo-c{i}-1")),
            [], []))]);

    private static ProgressEvent[] Done(int step) => Done(Plan, step);

    private static ProgressEvent[] Done(Plan plan, int step) =>
        [new ProgressEvent.Started(plan.Steps[step]),
            new ProgressEvent.Finished(plan.Steps[step], new StepOutcome.Done(), TimeSpan.FromSeconds(1))];

    private static ProgressEvent[] Failed(int step, string message) =>
        [new ProgressEvent.Started(Plan.Steps[step]),
            new ProgressEvent.Finished(Plan.Steps[step], new StepOutcome.Failed(new StepError(message)), TimeSpan.FromSeconds(1))];

    private static string Shown(ProgressMode mode, params ProgressEvent[][] events) => Shown(mode, (60, 20), Plan, events);

    private static string Shown(ProgressMode mode, (int Width, int Height) size, Plan plan, params ProgressEvent[][] events)
    {
        var error = new MemoryStream();
        var terminal = new Terminal(Stream.Null, Stream.Null, error) { Size = () => size };
        using (var view = ProgressViews.Open("up", terminal, OutputSettings.Default(terminal) with { Progress = mode }, new StoppedClock()))
        {
            view.On(new ProgressEvent.PlanStarted(plan));
            foreach (var happened in events.SelectMany(some => some))
                view.On(happened);
        }

        return Encoding.UTF8.GetString(error.ToArray());
    }

    /// <summary>What is on the screen after all was written, for the few sequences that the list uses.</summary>
    internal static List<string> Screen(string written)
    {
        var lines = new List<string> { "" };
        var row = 0;
        for (var i = 0; i < written.Length; i++)
        {
            if (written[i] == '\e')
            {
                var end = written.IndexOfAny(['A', 'K', 'J', 'h', 'l'], i);
                if (written[end] == 'A')
                    row -= int.Parse(written[(i + 2)..end]);
                else if (written[end] == 'J')
                    lines.RemoveRange(row, lines.Count - row);
                i = end;
                if (row >= lines.Count)
                    lines.Add("");
            }
            else if (written[i] == '\r')
            {
                continue;
            }
            else
            {
                var next = written.IndexOfAny(['\n', '\e'], i);
                if (written[i] != '\n')
                    lines[row] = written[i..next];
                i = written[i] == '\n' ? i : next - 1;
                if (written[i] == '\n' && ++row >= lines.Count)
                    lines.Add("");
            }
        }

        return [.. lines.Where(line => line.Length > 0)];
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override long GetTimestamp() => 0;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new NoTimer();

        private sealed class NoTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
