using System.Text;
using Compose.Cli.Options;
using Compose.Cli.Rendering;
using Compose.Cli.Rendering.Progress;
using Compose.Execution;
using Compose.Files;
using Compose.Planning;
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
        new Step(new StepId(2), new Operation.RemoveContainer(Web, false, false), [], [new StepId(1)]) { Group = new StepGroup(StepGroup.Recreate, "demo-web-1") },
        new Step(new StepId(3), new Operation.StartContainer(Web), [], [new StepId(2)]),
    ]);

    [Fact]
    public void Plain_lines_are_Docker_Composes_and_a_replacement_is_one_thing()
    {
        Shown(ProgressMode.Plain, Done(0), Done(1), Done(2), Failed(3, "no such device")).Should().Be(
            " Container demo-db-1 Starting \n Container demo-db-1 Started \n" +
            " Container demo-web-1 Recreate \n Container demo-web-1 Recreated \n" +
            " Container demo-web-1 Starting \n Container demo-web-1 Error no such device\n");
    }

    [Fact]
    public void A_step_that_was_skipped_says_because_of_what()
    {
        Shown(ProgressMode.Plain, Failed(0, "boom"), [new ProgressEvent.Finished(Plan.Steps[3], new StepOutcome.Skipped([new StepId(0)]), TimeSpan.Zero)])
            .Should().EndWith(" Container demo-db-1 Error boom\n Container demo-web-1 Skipped because of container demo-db-1\n");
    }

    [Fact]
    public void Json_has_one_object_per_change()
    {
        var pulled = new Step(new StepId(0), new Operation.PullImage("nginx", null, ["web"], false), [], []);

        Shown(ProgressMode.Json, [new ProgressEvent.Started(pulled), new ProgressEvent.Progressed(pulled, "Downloading", 50, 200)]).Should().Be(
            """{"id":"Image nginx","status":"Working","text":"Pulling"}""" + "\n" +
            """{"id":"Image nginx","status":"Working","text":"Pulling","details":"Downloading","current":50,"total":200,"percent":25}""" + "\n");
    }

    [Fact]
    public void The_lines_of_2_40_have_their_own_form_and_tell_no_starts_under_an_attached_up()
    {
        var lines = new ProgressLines(Dialect.V240, IsDryRun: true, TellsStarts: false);

        lines.Text(new StatusChange("Container demo-web-1", StatusKind.Done, "Created")).Should().Be(" DRY-RUN MODE -  Container demo-web-1  Created\n");
        lines.Tells(new StatusChange("Container demo-web-1", StatusKind.Done, "Started")).Should().BeFalse();
        (lines with { TellsStarts = true }).Tells(new StatusChange("Container demo-web-1", StatusKind.Done, "Started")).Should().BeTrue();
    }

    [Fact]
    public void What_is_so_already_is_told_before_anything_is_done()
    {
        var plan = Plan with { Settled = [new Settled("demo-db-1", SettledKind.Stopped), new Settled("demo-web-1", SettledKind.Healthy)] };
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
        var shown = Shown(ProgressMode.Terminal, Done(0), [new ProgressEvent.Output(Plan.Steps[0], "a line of a hook")], Done(1), Done(2), Done(3));

        shown.Should().StartWith("\e[?25l").And.EndWith("\e[J\e[?25h");
        Screen(shown).Should().Equal("a line of a hook", "[+] up 2/2", " ✔ Container demo-db-1  Started".PadRight(55) + "0.0s", " ✔ Container demo-web-1 Started".PadRight(55) + "0.0s");
    }

    [Theory]
    [InlineData(60)]
    [InlineData(30)]
    [InlineData(20)]
    public void No_line_is_wider_than_the_window(int width)
    {
        var state = ProgressState.Empty;
        state = state.With(new StatusChange("Container a-very-long-project-name-with-a-service-1", StatusKind.Error, "Error", "a message of several\nlines that has no end " + new string('x', 80)), TimeSpan.Zero);
        state = state.With(new StatusChange("Image 猫/猫猫猫", StatusKind.Working, "Pulling") { Current = 1_500_000, Total = 30_000_000 }, TimeSpan.Zero);

        ProgressFrame.Lines(state, "up", TimeSpan.FromSeconds(75), (width, 10), Style.Plain).Should().OnlyContain(line => DisplayWidth.Of(line) <= Math.Max(width, 31));
    }

    [Fact]
    public void A_window_that_is_too_low_shows_what_goes_on_and_how_many_more_there_are()
    {
        var state = ProgressState.Empty;
        for (var i = 0; i < 9; i++)
            state = state.With(new StatusChange($"Container c{i}", i is 7 ? StatusKind.Working : StatusKind.Done, i is 7 ? "Starting" : "Started"), TimeSpan.Zero);
        var lines = ProgressFrame.Lines(state, "up", TimeSpan.Zero, (60, 6), Style.Plain);

        lines.Should().HaveCount(5);
        lines.Should().Contain(line => line.Contains("c7", StringComparison.Ordinal)).And.Contain(" ... 6 more");
    }

    private static ProgressEvent[] Done(int step) =>
        [new ProgressEvent.Started(Plan.Steps[step]), new ProgressEvent.Finished(Plan.Steps[step], new StepOutcome.Done(), TimeSpan.FromSeconds(1))];

    private static ProgressEvent[] Failed(int step, string message) =>
        [new ProgressEvent.Started(Plan.Steps[step]), new ProgressEvent.Finished(Plan.Steps[step], new StepOutcome.Failed(new StepError(message)), TimeSpan.FromSeconds(1))];

    private static string Shown(ProgressMode mode, params ProgressEvent[][] events)
    {
        var error = new MemoryStream();
        var terminal = new Terminal(Stream.Null, Stream.Null, error) { Size = () => (60, 20) };
        using (var view = ProgressViews.Open("up", terminal, OutputSettings.Default(terminal) with { Progress = mode }, new StoppedClock()))
        {
            view.On(new ProgressEvent.PlanStarted(Plan));
            foreach (var happened in events.SelectMany(some => some))
                view.On(happened);
        }

        return Encoding.UTF8.GetString(error.ToArray());
    }

    /// <summary>What is on the screen after all was written, for the few sequences that the list uses.</summary>
    private static List<string> Screen(string written)
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
