using System.Collections.Immutable;
using System.Text;
using System.Xml.Linq;
using Compose.Planning.Timelines;
using FluentAssertions;
using Xunit;

namespace Compose.Planning.Tests;

/// <summary>The picture of when the steps of a run were executed.</summary>
public sealed class TimelineTests
{
    private static TimelineBar Bar(int id, double start, double end, params int[] after) =>
        new(id, "start", start, end, "done", [.. after]);

    private static TimelineDocument Timeline(string name, params TimelineBar[] bars) => new()
    {
        Project = "demo",
        Command = "up",
        StartedAt = new DateTimeOffset(2026, 11, 30, 8, 0, 0, TimeSpan.Zero),
        Milliseconds = bars.Max(bar => bar.End),
        Succeeded = true,
        Rows = [new TimelineRow("container", name, [.. bars], "a"), new TimelineRow("network", "demo_default", [])],
        Critical = CriticalChain.Of([[.. bars]]),
    };

    [Fact]
    public void The_critical_chain_leads_from_the_last_end_over_the_latest_predecessors() =>
        CriticalChain.Of([[Bar(1, 0, 10), Bar(2, 0, 30), Bar(3, 30, 40, 1, 2), Bar(4, 10, 35, 1)]]).Should().Equal(2, 3);

    [Fact]
    public void It_begins_in_the_plan_that_was_executed_before() =>
        CriticalChain.Of([[Bar(1, 0, 90), Bar(2, 0, 20)], [], [Bar(3, 95, 100), Bar(4, 100, 120, 3)]]).Should().Equal(1, 3, 4);

    [Fact]
    public void A_run_without_steps_has_no_chain() =>
    CriticalChain.Of(ImmutableArray<ImmutableArray<TimelineBar>>.Empty).Should().BeEmpty();

    [Fact]
    public void The_time_of_a_service_is_from_its_first_step_to_its_last()
    {
        var timeline = Timeline("a-1", Bar(1, 5, 10), Bar(2, 20, 30));
        timeline.TimeOf("a").Should().Be(TimeSpan.FromMilliseconds(25));
        timeline.TimeOf("b").Should().BeNull();
    }

    [Fact]
    public void A_timeline_is_read_as_it_was_written_and_nothing_else_is()
    {
        var written = Timeline("a-1", Bar(1, 0, 5), Bar(2, 5, 1234.5, 1));
        var text = TimelineJson.Of(written);
        TimelineJson.Of(TimelineJson.Read(Encoding.UTF8.GetBytes(text))!).Should().Be(text);
        foreach (var other in new[] { "", "{}", "null", text[..(text.Length / 2)], "[1]" })
            TimelineJson.Read(Encoding.UTF8.GetBytes(other)).Should().BeNull();
    }

    [Fact]
    public void Bars_lie_in_the_picture_and_names_are_text()
    {
        var picture = XDocument.Parse(TimelineSvg.Of(Timeline("<script>&\u0001", Bar(1, 0, 400), Bar(2, 400, 1000, 1))));
        XNamespace svg = "http://www.w3.org/2000/svg";
        var width = (double)picture.Root!.Attribute("width")!;
        var bars = picture.Descendants(svg + "rect")
            .Where(bar => ((string)bar.Attribute("class")!).StartsWith("start critical", StringComparison.Ordinal)).ToList();
        bars.Should().HaveCount(2).And.OnlyContain(bar => (double)bar.Attribute("x")! + (double)bar.Attribute("width")! < width);
        ((double)bars[1].Attribute("x")!).Should()
            .BeApproximately((double)bars[0].Attribute("x")! + (double)bars[0].Attribute("width")!, 0.2);
        picture.Descendants(svg + "script").Should().BeEmpty();
        picture.Descendants(svg + "text").Select(text => text.FirstNode!.ToString()).Should().Contain("&lt;script&gt;&amp;");
    }
}
