using System.Text.Json;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Plans.Output;
using Compose.Planning.Tests.Swarm;
using Compose.Testing;
using FluentAssertions;
using Xunit;

namespace Compose.Planning.Tests;

/// <summary>Every plan of the specs is valid by schemas/plan.schema.json.</summary>
public sealed class PlanSchemaTests
{
    [Fact]
    public void Every_plan_is_as_published()
    {
        var problems = new List<string>();
        foreach (var row in PlanSpecTests.Folder.Theory())
        {
            var scenario = new PlanScenario(PlanSpecTests.Folder.Case((string)row[0], (string)row[1]));
            using var plan = JsonDocument.Parse(PlanJson.Of(scenario.Plan(), scenario.Sources, "demo"));
            problems.AddRange(PublishedSchema.Plan.Problems(plan.RootElement).Select(problem => $"{row[0]}/{row[1]}{problem}"));
        }

        foreach (var row in SwarmSpecTests.Folder.Theory())
        {
            using var plan = JsonDocument.Parse(new SwarmScenario(SwarmSpecTests.Folder.Case((string)row[0], (string)row[1])).Json());
            problems.AddRange(PublishedSchema.Plan.Problems(plan.RootElement).Select(problem => $"{row[0]}/{row[1]}{problem}"));
        }

        problems.Should().BeEmpty();
    }

    [Fact]
    public void Every_reason_and_every_operation_is_in_the_schema()
    {
        var operations = Enum("step", "operation");
        var reasons = Enum("reason", "code");
        typeof(Operation).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(Operation)) && !type.IsAbstract)
            .Select(type => type.Name).Should().BeEquivalentTo(operations);
        System.Enum.GetValues<ReasonCode>().Select(code => code.Text()).Should().BeEquivalentTo(reasons);
    }

    private static IEnumerable<string?> Enum(string definition, string property) =>
        PublishedSchema.Plan.Root.GetProperty("$defs").GetProperty(definition).GetProperty("properties").GetProperty(property).GetProperty(
            "enum").EnumerateArray().Select(item => item.GetString());
}
