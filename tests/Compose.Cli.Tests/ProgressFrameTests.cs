using Compose.Cli.Rendering.Progress;
using Compose.Cli.Terminals;
using Compose.Execution.Scheduling;
using Compose.Host.Terminals;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using FluentAssertions;
using Xunit;

namespace Compose.Cli.Tests;

/// <summary>The list as lines for windows of some sizes.</summary>
public sealed class ProgressFrameTests
{
    [Theory]
    [InlineData(60)]
    [InlineData(30)]
    [InlineData(20)]
    public void No_line_is_wider_than_the_window(int width)
    {
        var state = ProgressState.Empty;
        state = state.With(
            new StatusChange(
                "Container a-very-long-project-name-with-a-service-1", StatusKind.Error, "Error",
                "a message of several\nlines that has no end " + new string('x', 80)), TimeSpan.Zero);
        state = state.With(
            new StatusChange("Image 猫/猫猫猫", StatusKind.Working, "Pulling") { Current = 1_500_000, Total = 30_000_000 }, TimeSpan.Zero);

        ProgressFrame.Lines(state, "up", TimeSpan.FromSeconds(75), (width, 10), Style.Plain).Should()
            .OnlyContain(line => DisplayWidth.Of(line) <= Math.Max(width, 31));
    }

    [Fact]
    public void A_window_that_is_too_low_shows_what_goes_on_and_how_many_more_there_are()
    {
        var state = ProgressState.Empty;
        for (var i = 0; i < 9; i++)
            state = state.With(
                new StatusChange($"Container c{i}", i is 7 ? StatusKind.Working : StatusKind.Done, i is 7 ? "Starting" : "Started"),
                TimeSpan.Zero);
        var lines = ProgressFrame.Lines(state, "up", TimeSpan.Zero, (60, 6), Style.Plain);

        lines.Should().HaveCount(5);
        lines.Should().Contain(line => line.Contains("c7", StringComparison.Ordinal)).And.Contain(" ... 6 more");
    }

    [Fact]
    public void Names_that_are_too_long_keep_the_end_in_which_they_differ()
    {
        var state = ProgressState.Empty;
        for (var i = 0; i < 14; i++)
            state = state.With(
                new StatusChange($"Container many-services-with-a-rather-long-project-name-service{i}-1", StatusKind.Done, "Started"),
                TimeSpan.Zero);
        var lines = ProgressFrame.Lines(state, "up", TimeSpan.Zero, (60, 30), Style.Plain)[1..];

        lines.Should().OnlyHaveUniqueItems().And.OnlyContain(
            line => line.StartsWith(" ✔ Container man…", StringComparison.Ordinal) && DisplayWidth.Of(line) == 59);
        lines[13].Should().Contain("…").And.Contain("-service13-1 Started");
    }

    [Theory]
    [InlineData(20)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void A_warning_that_is_a_long_sentence_keeps_the_layout_of_its_row(int width)
    {
        var state = ProgressState.Empty
            .With(new StatusChange(
                "Image shop-app:1", StatusKind.Warning,
                "pull access denied for shop-app, repository does not exist\nor may require 'docker login'"), TimeSpan.FromSeconds(1))
            .With(new StatusChange("Image shop-app:1-with-a-longer-name", StatusKind.Working, "Pulling"), TimeSpan.Zero);
        var lines = ProgressFrame.Lines(state, "build", TimeSpan.FromSeconds(1), (width, 10), Style.Plain)[1..];

        lines.Should().OnlyContain(line => DisplayWidth.Of(line) == width - 1 && line.EndsWith('s') && !line.Contains('\n'));
        if (width > 20)
            lines.Select(line => line.IndexOf("pull access", StringComparison.Ordinal) + line.IndexOf("Pulling", StringComparison.Ordinal))
                .Distinct().Should().ContainSingle("the columns are aligned");
        if (width == 80)
            lines[0].Should().StartWith(" ! Image shop-app:1 ").And.Contain(" pull access denied for");
    }

    [Fact]
    public void Pulls_and_pushes_have_rows_of_one_form_that_say_when_the_bytes_are_there()
    {
        var pull = new Step(new StepId(0), new Operation.PullImage("r/a:1", null, ["a"], false), [], []);
        var push = new Step(new StepId(1), new Operation.PushImage("r/b:1", ["b"], false), [], []);
        var changes = new StatusChanges();
        var state = ProgressState.Empty;
        foreach (var happened in new ProgressEvent[]
        {
            new ProgressEvent.PlanStarted(new Plan([pull, push])), new ProgressEvent.Started(pull), new ProgressEvent.Started(push),
            new ProgressEvent.Progressed(pull, "Extracting", 200, 200), new ProgressEvent.Progressed(push, "Pushing", 50, 200),
        })
            foreach (var change in changes.Of(happened))
                state = state.With(change, TimeSpan.Zero);

        ProgressFrame.Lines(state, "pull", TimeSpan.Zero, (80, 10), Style.Plain)[1..].Should().Equal(
            " ⠋ Image r/a:1 Extracting".PadRight(75) + "0.0s",
            " ⠋ Image r/b:1 Pushing [⣿⣿⠀⠀⠀⠀⠀⠀⠀⠀]     50B / 200B".PadRight(75) + "0.0s");
    }
}
