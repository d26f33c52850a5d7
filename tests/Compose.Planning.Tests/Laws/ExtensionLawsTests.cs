using System.Text;
using Compose.Files;
using Compose.Files.Environment;
using Compose.Files.Model;
using Compose.Planning.Context;
using Compose.Planning.Desired;
using Compose.Planning.Lifecycle;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Plans.Output;
using Compose.Planning.Up;
using FluentAssertions;
using Xunit;

namespace Compose.Planning.Tests.Laws;

/// <summary>Laws of plans for 1,000 generated projects with jobs, hooks, providers and models. A failure names its seed.</summary>
public sealed class ExtensionLawsTests
{
    private const int Runs = 1_000;

    [Fact]
    public void Up_completes_in_every_order_and_then_changes_no_container() => Check((random, file) =>
    {
        var (desired, engine) = (Desired(file), Engine());
        Run(engine, Planner.Up(desired, engine.Now, new UpPolicy()), desired, random);
        engine.Now.Containers.Select(container => container.Service).Order().Should().Equal(Containers(desired).Order());
        engine.Provided.Should().BeEquivalentTo(Providers(desired));

        var again = Planner.Up(desired, engine.Now, new UpPolicy());
        again.Steps.Select(step => step.Operation).Should().AllSatisfy(operation =>
            (operation is Operation.RunProvider or Operation.ConfigureModel).Should().BeTrue(operation.TypeName));
    });

    [Fact]
    public void An_interrupted_up_is_completed_by_the_next_one() => Check((random, file) =>
    {
        var (desired, engine) = (Desired(file), Engine());
        Run(engine, Planner.Up(desired, engine.Now, new UpPolicy()), desired, random, random.Next(25));
        Run(engine, Planner.Up(desired, engine.Now, new UpPolicy()), desired, random);
        engine.Now.Containers.Where(container => container.IsActive).Select(container => container.Service).Order().Should()
            .Equal(Containers(desired).Order());
        engine.Provided.Should().BeEquivalentTo(Providers(desired));
    });

    [Fact]
    public void A_job_runs_after_everything_that_it_depends_on() => Check((random, file) =>
    {
        foreach (var name in Load(file).Jobs.Keys)
        {
            var project = Load(file, name);
            var (desired, engine) = (Of(project), Engine());
            var (plan, oneOff) = Planner.Run(
                desired, engine.Now, new RunPolicy(project.Services[name], "0123456789abcdef") { Start = true });
            plan.HasErrors.Should().BeFalse(PlanText.Of(plan));
            Run(engine, plan, desired, random);
            oneOff.Should().NotBeNull();
            engine.Now.Containers.Count(container => container.IsOneOff && container.Service == name).Should().Be(1);
            foreach (var (other, _) in project.Services[name].DependsOn.Where(one => project.Jobs.Contains(one.Key)))
                engine.Now.Containers.Where(container => container.Service == other).Should().ContainSingle().Which.State
                    .Should().Be(Observed.ContainerState.Exited, "{0} waits for job {1} to complete", name, other);
        }
    });

    [Fact]
    public void Down_leaves_neither_containers_nor_what_providers_have_made() => Check((random, file) =>
    {
        var (desired, engine) = (Desired(file), Engine());
        Run(engine, Planner.Up(desired, engine.Now, new UpPolicy()), desired, random);
        Run(engine, Planner.Down(ProjectOutline.Of(desired), engine.Now, new LifecyclePolicy()), desired, random);
        engine.Now.Containers.Should().BeEmpty();
        engine.Provided.Should().BeEmpty();
    });

    private static void Check(Action<Random, string> law)
    {
        var kinds = 0;
        for (var seed = 0; seed < Runs; seed++)
        {
            var random = new Random(seed);
            var file = ExtensionProject.Text(random);
            kinds += file.Contains("provider:", StringComparison.Ordinal) && file.Contains("pre_start:", StringComparison.Ordinal)
                && file.Contains("jobs:", StringComparison.Ordinal) ? 1 : 0;
            try
            {
                law(random, file);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed}: {e.Message}\n{file}", e);
            }
        }

        kinds.Should().BeGreaterThan(Runs / 4, "otherwise the laws say little");
    }

    private static void Run(FakeEngine engine, Plan plan, DesiredState desired, Random random, int steps = int.MaxValue)
    {
        plan.HasErrors.Should().BeFalse(PlanText.Of(plan));
        engine.Desired = desired;
        RandomExecution.Run(engine, plan, random, steps);
    }

    private static FakeEngine Engine() => new("p", 1) { IsOneShot = name => name.StartsWith("job", StringComparison.Ordinal) };

    private static IEnumerable<string> Providers(DesiredState desired) =>
        desired.Services.Where(spec => spec.Service.Provider is not null).Select(spec => spec.Name);

    private static IEnumerable<string> Containers(DesiredState desired) =>
        desired.Services.Where(spec => spec.Service.Provider is null).SelectMany(spec => Enumerable.Repeat(spec.Name, spec.Replicas));

    private static DesiredState Desired(string file) => Of(Load(file));

    private static DesiredState Of(ComposeProject project) => DesiredState.Of(project, new DesiredOptions
    {
        Images = new NamedMap<ImageFacts>([new("image", new ImageFacts("image", "id", "sha256:1"))]),
        Seed = "seed",
    });

    private static ComposeProject Load(string file, string? job = null)
    {
        var loaded = ComposeLoader.Load(new LoadRequest
        {
            Files = [new ComposeFile("compose.yaml", "/p/compose.yaml", Encoding.UTF8.GetBytes(file))],
            Directory = "/p",
            ProjectName = "p",
            Environment = ComposeEnvironment.Empty,
            Services = job is null ? [] : [job],
            WithJobs = job is not null,
        });
        return loaded.Project ?? throw new FormatException(string.Join("; ", loaded.Diagnostics.Select(problem => problem.Summary)));
    }
}
