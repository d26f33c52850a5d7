using System.Text;
using System.Text.Json;
using Compose.Engine;
using Compose.Engine.Addressing;
using Compose.Execution.Building;
using Compose.Files;
using Compose.Files.Environment;
using Compose.Files.Model;
using Compose.Host;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Swarm;
using Compose.Planning.Swarm.Binding;
using Compose.Planning.Swarm.Observed;
using Compose.Planning.Swarm.Specs;
using FluentAssertions;
using Xunit;

namespace Compose.Execution.Tests.Swarm;

/// <summary>What a plan costs when a stack is large: requests and memory, both of which a busy machine does not change.</summary>
public sealed class LargeStackTests
{
    private const int Replicas = 20;

    [Fact]
    public async Task A_plan_needs_few_requests_and_its_cost_grows_with_the_services()
    {
        // The first plan of a process also pays for what is set up once.
        await CostAsync(10);
        var (small, large) = (await CostAsync(100), await CostAsync(500));

        large.Requests.Should().BeEquivalentTo(small.Requests);
        large.Requests.Should()
            .HaveCountLessThanOrEqualTo(12).And.NotContain(request => request.Contains("/tasks", StringComparison.Ordinal));
        large.Bytes.Should().BeLessThan(small.Bytes * 7, "five times as many services");
        large.Bytes.Should().BeLessThan(200_000_000);
    }

    private static async Task<(string[] Requests, long Bytes)> CostAsync(int services)
    {
        var project = Load(services);
        await using var manager = new ScriptedManager(Answers(project));
        var engine = new EngineClient(EngineAddress.Parse(manager.Address), ProcessEnvironment.Empty);
        await using var session = new EngineSession(engine, ProcessEnvironment.Empty);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var plan = await PlanAsync(session, project);
        var bytes = GC.GetTotalAllocatedBytes(precise: true) - before;
        plan.Steps.Select(step => step.Operation.ToString()).Should().BeEmpty("nothing has changed");
        plan.UnchangedServices.Should().HaveCount(services);
        return ([.. manager.Requests], bytes);
    }

    private static async Task<Plan> PlanAsync(EngineSession session, ComposeProject project)
    {
        var policy = new SwarmPolicy();
        var observed = await session.ObserveStackAsync(project.Name, others: true, CancellationToken.None);
        var (inputs, _) = await session.StackInputsAsync(
            project, observed, ResolvePolicy.Changed, new RunnerSettings(), CancellationToken.None);
        return SwarmPlanner.Up(project, observed, inputs, policy);
    }

    /// <summary>The services as a swarm has them after `up`.</summary>
    private static Dictionary<string, string> Answers(ComposeProject project)
    {
        var created = SwarmPlanner.Up(project, new ObservedStack(project.Name), new StackInputs(), new SwarmPolicy { Wait = false })
            .Steps.Select(step => step.Operation).OfType<Operation.CreateService>();
        var services = created.Select((create, index) =>
            $$$"""{"ID":"id{{{index}}}","Version":{"Index":1},"Spec":{{{JsonSerializer.Serialize(create.Spec, SpecJson.Default.ServiceSpec)}}},"ServiceStatus":{"RunningTasks":20,"DesiredTasks":20}}""");
        return new Dictionary<string, string>
        {
            ["/services"] = $"[{string.Join(',', services)}]",
            ["/networks"] =
                """[{"Id":"big_default","Name":"big_default","Scope":"swarm","Driver":"overlay","Labels":{"com.docker.stack.namespace":"big"},"IPAM":{"Config":[]}}]""",
            ["/nodes"] =
                """[{"ID":"n1","Spec":{"Role":"manager","Availability":"active"},"Status":{"State":"ready"},"Description":{"Hostname":"n1"}}]""",
            ["/configs"] = "[]",
            ["/secrets"] = "[]",
        };
    }

    private static ComposeProject Load(int services)
    {
        var text = new StringBuilder("services:\n");
        for (var number = 0; number < services; number++)
            text.Append(
                $"  s{number}: {{image: busybox, command: sleep 600, scale: {Replicas}, environment: {{A: \"1\", B: \"2\"}}, labels: {{x: y}}}}\n");
        var loaded = ComposeLoader.Load(new LoadRequest
        {
            Files = [new ComposeFile("compose.yaml", "/big/compose.yaml", Encoding.UTF8.GetBytes(text.ToString()))],
            Directory = "/big",
            Environment = ComposeEnvironment.From([], "shell"),
            ProjectName = "big",
        });
        return loaded.Project!;
    }
}
