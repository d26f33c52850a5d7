using System.Text;
using System.Text.Json;
using Compose.Cli.Commands.Schedule;
using Compose.Cli.Terminals;
using Compose.Testing;
using FluentAssertions;
using Xunit;

namespace Compose.Cli.Tests.Schedule;

public sealed class ScheduleOutputTests
{
    [Fact]
    public void Every_line_is_as_the_schema_says_and_every_event_of_the_schema_is_printed()
    {
        using var text = new MemoryStream();
        var output = new ScheduleOutput(new Terminal(Stream.Null, text, Stream.Null), isJson: true);
        output.Waiting("tick", DateTimeOffset.UnixEpoch);
        output.Started("tick");
        output.Line("tick", "a \"line\"");
        output.Finished("tick", 3, TimeSpan.FromSeconds(2));
        output.Skipped("tick", "it still runs");

        var lines = Encoding.UTF8.GetString(text.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).ToList();
        lines.SelectMany(PublishedSchema.Schedule.Problems).Should().BeEmpty();
        lines.Select(line => line.GetProperty("event").GetString()).Should()
            .BeEquivalentTo(
            PublishedSchema.Schedule.Root.GetProperty("properties").GetProperty("event").GetProperty("enum").EnumerateArray()
                .Select(word => word.GetString()));
        lines.SelectMany(line => line.EnumerateObject().Select(property => property.Name)).Distinct().Should()
            .BeEquivalentTo(PublishedSchema.Schedule.Root.GetProperty("properties").EnumerateObject().Select(property => property.Name));
    }
}
