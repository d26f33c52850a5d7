using System.Text.Json;
using Compose.Planning.Operations;
using Compose.Planning.Plans.Output;
using FluentAssertions;
using Xunit;

namespace Compose.Planning.Tests;

public sealed class PlanJsonTests
{
    private static PlanScenario Scenario(string file, string heading) => new(PlanSpecTests.Folder.Case(file, heading));

    [Fact]
    public void A_change_has_its_values_and_its_place()
    {
        var scenario = Scenario("recreate", "An environment variable");
        using var json = JsonDocument.Parse(PlanJson.Of(scenario.Plan("up", []), scenario.Sources));
        var step = json.RootElement.GetProperty("steps")[0];
        step.GetProperty("operation").GetString().Should().Be("CreateContainer");
        step.GetProperty("group").GetString().Should().Be("Recreate demo-web-1");
        var change = step.GetProperty("reasons")[0].GetProperty("changes")[0];
        change.GetProperty("path").GetString().Should().Be("environment.LOG");
        change.GetProperty("old").GetString().Should().Be("info");
        change.GetProperty("new").GetString().Should().Be("debug");
        change.GetProperty("file").GetString().Should().Be("compose.yaml");
        change.GetProperty("line").GetInt32().Should().Be(5);
        json.RootElement.GetProperty("risk").GetString().Should().Be("downtime");
    }

    [Fact]
    public void Scale_warns_of_containers_that_it_recreates_too()
    {
        ScaleRemark.Of(Scenario("recreate", "An environment variable").Plan("up", [])).Should().ContainSingle()
            .Which.Should().StartWith("scale also recreates container demo-web-1: ");
        ScaleRemark.Of(Scenario("scale", "More").Plan("up", [])).Should().BeEmpty();
    }

    [Fact]
    public void Every_step_names_only_steps_before_it()
    {
        var plan = PlanJson.Document(Scenario("create", "A chain with conditions").Plan("up", []));
        plan.Steps.Should().HaveCount(13).And.OnlyContain(step => step.After.All(before => before < step.Id));
    }

    [Fact]
    public void The_content_of_a_config_is_in_no_form_of_a_plan()
    {
        var scenario = Scenario("create", "Hooks and injected files");
        var plan = scenario.Plan("up", []);
        var forms = PlanJson.Of(plan, scenario.Sources) + PlanText.Of(plan, scenario.Sources)
            + string.Concat(plan.Steps.Select(step => step.Operation).OfType<Operation.InjectFiles>());
        forms.Should().Contain("/site").And.NotContain("hello");
    }
}
