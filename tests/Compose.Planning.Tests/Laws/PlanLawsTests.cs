using System.Collections.Concurrent;
using Compose.Planning.Context;
using Compose.Planning.Desired;
using Compose.Planning.Naming;
using Compose.Planning.Observed;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Plans.Output;
using FluentAssertions;
using Xunit;

namespace Compose.Planning.Tests.Laws;

/// <summary>
/// Laws that hold for every plan, checked on random projects and random states. NCOMPOSE_LAWS sets the number of seeds, NCOMPOSE_LAW_SEED
/// the first. A failure names its seed; with NCOMPOSE_LAWS=1 that one runs beside those that were found before.
/// </summary>
public sealed class PlanLawsTests
{
    private static readonly int Runs = int.TryParse(Environment.GetEnvironmentVariable("NCOMPOSE_LAWS"), out var runs) ? runs : 2_000;
    private static readonly int First = int.TryParse(Environment.GetEnvironmentVariable("NCOMPOSE_LAW_SEED"), out var first) ? first : 0;

    /// <summary>
    /// Seeds beyond the usual ones that found a defect: hooks beside a paused container; replicas removed because another one had failed;
    /// hooks beside a container that was still to be stopped; and, in the law, a replacement continued under another order of the update.
    /// </summary>
    private static readonly int[] Found = [8093, 6721, 8314, 25540, 103244];

    [Fact]
    public void An_interrupted_run_is_repaired_by_the_next_one_and_then_there_is_nothing_to_do()
    {
        var broken = new ConcurrentDictionary<int, string>();
        Parallel.ForEach(Enumerable.Range(First, Runs).Union(Found), run =>
        {
            if (Check(run) is { } problem)
                broken[run] = problem;
        });
        broken.OrderBy(item => item.Key).Select(item => $"seed {item.Key}: {item.Value}").FirstOrDefault().Should().BeNull();
    }

    [Fact]
    public void A_planner_that_does_not_see_temporary_containers_fails_to_repair_interrupted_runs() =>
        Enumerable.Range(0, 1_000).Where(run => Check(run, WithoutTemporaryContainers) is not null).Take(10).Should().HaveCount(10);

    [Fact]
    public void Running_a_step_twice_has_the_same_effect_as_running_it_once()
    {
        for (var run = 0; run < 1_000; run++)
        {
            var random = new Random(run);
            var once = Start(random, out var projects, out var policy);
            var desired = projects.Next(policy.OneEndpointOnCreate);
            var twice = once.Copy();
            var before = VolumesOf(once);
            once.Desired = twice.Desired = desired;
            var plan = Planner.Up(desired, once.Now, policy);
            RandomExecution.Run(once, plan, new Random(run));
            RandomExecution.Run(twice, plan, new Random(run), twice: true);
            Schema(twice, before).Should().Be(Schema(once, before), "seed {0}", run);
        }
    }

    [Fact]
    public void A_failed_replacement_is_rolled_back_and_the_next_run_completes_it()
    {
        var broken = new ConcurrentDictionary<int, string>();
        var kept = 0;
        Parallel.ForEach(Enumerable.Range(First, (Runs + 1) / 2).Union(Found), run =>
        {
            if (CheckFailure(run, ref kept) is { } problem)
                broken[run] = problem;
        });
        broken.OrderBy(item => item.Key).Select(item => $"seed {item.Key}: {item.Value}").FirstOrDefault().Should().BeNull();
        kept.Should().BeGreaterThan(Runs / 20, "otherwise nothing was rolled back");
    }

    /// <summary>A step fails, or its answer is lost, or the user interrupts the run.</summary>
    private static string? CheckFailure(int seed, ref int kept)
    {
        var random = new Random(seed);
        try
        {
            var projects = new RandomProject(random);
            var policy = new UpPolicy
            {
                AssumeYes = true,
                RemoveOrphans = true,
                Wait = random.Next(4) == 0,
                Recreate = random.Next(4) == 0 ? RecreatePolicy.Always : RecreatePolicy.WhenChanged
            };
            var engine = new FakeEngine("p", 1 + random.Next(1_000_000));
            Up(engine, projects.Next(false), policy, random);
            var desired = projects.Next(false);
            var calm = engine.Copy();
            var before = VolumesOf(engine);
            Up(calm, desired, policy, random);
            var plan = Planner.Up(desired, engine.Now, policy);
            var rolledBack = plan.Steps.Where(step => step.Compensation is not null).Select(step => step.Operation.AboutContainer)
                .OfType<ContainerTarget>().Distinct().ToList();
            engine.Desired = desired;
            var failing = Failing(plan, random);
            var interruptAfter = random.Next(3) == 0 ? random.Next(plan.Steps.Length + 1) : int.MaxValue;
            RandomExecution.Run(engine, plan, random, failing: failing, interruptAfter: interruptAfter);
            foreach (var container in rolledBack)
                if (!engine.Now.Containers
                    .Any(c => c.Service == container.Service && c.Number == container.Number && c.State == ContainerState.Running
                        && !c.IsReplaced && c.Name == c.FinalName && !c.Name.Contains('_')))
                    return $"{container.Name} does not run after {Text(failing)}, interruptAfter {interruptAfter}\n"
                        + PlanText.Of(plan) + Schema(engine, before);
            if (engine.Now.Containers.Any(c => before.Count > 0 && c.IsReplaced))
                return $"a container is left over\n{PlanText.Of(plan)}{Schema(engine, before)}";
            Interlocked.Add(ref kept, rolledBack.Count > 0 && failing.Count > 0 ? 1 : 0);
            engine.EndOneShots();
            Up(engine, desired, policy, random);
            return Schema(engine, before) == Schema(calm, before) ? null
                : $"repaired\n{Schema(engine, before)}is not\n{Schema(calm, before)}";
        }
        catch (EngineRefusedException refused)
        {
            return refused.Message;
        }
    }

    private static string Text(Dictionary<StepId, bool> failing) =>
        string.Join(", ", failing.Select(item => $"{item.Key} fails {(item.Value ? "afterwards" : "")}"));

    /// <summary>Up to two of the steps that a real engine refuses most often.</summary>
    private static Dictionary<StepId, bool> Failing(Plan plan, Random random)
    {
        var candidates = plan.Steps.Where(step => step.Compensation is null
            && step.Operation
                is Operation.StartContainer or Operation.AwaitCondition or Operation.CreateContainer or Operation.RunHook
                or Operation.RunPreStart or Operation.StopContainer or Operation.RenameContainer).ToList();
        var failing = new Dictionary<StepId, bool>();
        for (var i = random.Next(3); i > 0 && candidates.Count > 0; i--)
        {
            var step = candidates[random.Next(candidates.Count)];
            failing[step.Id] = step.Operation is not Operation.CreateContainer && random.Next(3) == 0;
        }

        return failing;
    }

    /// <summary>Null when everything held.</summary>
    private static string? Check(int seed, Func<ObservedState, ObservedState>? see = null)
    {
        var random = new Random(seed);
        try
        {
            var engine = Start(random, out var projects, out var policy);
            var desired = projects.Next(policy.OneEndpointOnCreate);
            var calm = engine.Copy();
            var before = VolumesOf(engine);
            Up(calm, desired, policy, random);
            Up(engine, desired, policy, random, random.Next(30), see);
            if (random.Next(3) == 0)
                Up(engine, desired, policy, random, random.Next(10), see);
            Up(engine, desired, policy, random, see: see);
            var again = Planner.Up(desired, engine.Now, policy with { Recreate = RecreatePolicy.WhenChanged });
            if (again.Steps.Any(step => !RandomProject.IsOneShot(step.Operation.AboutService ?? "")))
                return "not converged\n" + PlanText.Of(again) + Schema(engine, before);
            return Schema(engine, before) == Schema(calm, before) ? null
                : $"repaired\n{Schema(engine, before)}is not\n{Schema(calm, before)}";
        }
        catch (EngineRefusedException refused)
        {
            return refused.Message;
        }
    }

    /// <summary>An engine with some version of the project, perhaps interrupted, and perhaps changed by hand.</summary>
    private static FakeEngine Start(Random random, out RandomProject projects, out UpPolicy policy)
    {
        projects = new RandomProject(random);
        policy = new UpPolicy
        {
            AssumeYes = random.Next(2) == 0,
            RemoveOrphans = true,
            Wait = random.Next(4) == 0,
            OneEndpointOnCreate = random.Next(4) == 0,
            Recreate = random.Next(10) == 0 ? RecreatePolicy.Always : RecreatePolicy.WhenChanged,
        };
        var engine = new FakeEngine("p", 1 + random.Next(1_000_000));
        var first = policy with { Recreate = RecreatePolicy.WhenChanged };
        Up(engine, projects.Next(policy.OneEndpointOnCreate), first, random);
        if (random.Next(3) == 0)
            Up(engine, projects.Next(policy.OneEndpointOnCreate), first, random, random.Next(20));
        if (random.Next(3) == 0)
            ChangeByHand(engine, random);
        return engine;
    }

    /// <summary><paramref name="see"/>: what the planner sees of the engine, if not all.</summary>
    private static void Up(
        FakeEngine engine, DesiredState desired, UpPolicy policy, Random random, int steps = int.MaxValue, Func<ObservedState,
            ObservedState>? see = null)
    {
        engine.Desired = desired;
        RandomExecution.Run(engine, Planner.Up(desired, see?.Invoke(engine.Now) ?? engine.Now, policy), random, steps);
        engine.EndOneShots();
    }

    private static ObservedState WithoutTemporaryContainers(ObservedState state) =>
        state with { Containers = state.Containers.RemoveAll(container => container.IsReplaced || container.Name.Contains('_')) };

    /// <summary>Changes that users make by hand.</summary>
    private static void ChangeByHand(FakeEngine engine, Random random)
    {
        foreach (var container in engine.Now.Containers)
        {
            switch (random.Next(8))
            {
                case 0:
                    engine.Change(container.Id,
                    c => c with { State = ContainerState.Exited, Health = HealthState.None, HostPorts = [] }); break;
                case 1: engine.Change(container.Id, c => c with { Networks = [.. c.Networks.Skip(1)] }); break;
                case 2 when container.IsActive: engine.Change(container.Id, c => c with { State = ContainerState.Paused }); break;
                case 3: engine.Now = engine.Now with { Containers = engine.Now.Containers.RemoveAll(c => c.Id == container.Id) }; break;
            }
        }
    }

    /// <summary>The state without ids and labels that contain ids. Anonymous volumes count, because they must survive.</summary>
    private static string Schema(FakeEngine engine, ISet<string> before)
    {
        var containers = engine.Now.Containers.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c =>
            $"{c.Name} {c.Service}/{c.Number} {c.State} {c.Label(LabelNames.Attributes)} "
            + $"{string.Join('+', c.Networks.Select(e => e.NetworkName).Order())} "
            + $"{string.Join('+', c.Mounts.Select(m => Volume(m, before)))}\n");
        var networks = engine.Now.Networks.OrderBy(n => n.Name, StringComparer.Ordinal).Select(n => $"{n.Name} {n.ConfigHash}\n");
        var volumes = engine.Now.Volumes.OrderBy(v => v.Name, StringComparer.Ordinal).Select(v => $"{v.Name} {v.ConfigHash}\n");
        return string.Concat([.. containers, .. networks, .. volumes]);
    }

    private static string Volume(ObservedMount mount, ISet<string> before) =>
        !mount.Name!.StartsWith("anonymous", StringComparison.Ordinal) || before.Contains(mount.Name) ? mount.Name : "new";

    private static HashSet<string> VolumesOf(FakeEngine engine) =>
        [.. engine.Now.Containers.SelectMany(c => c.Mounts).Select(m => m.Name!)];
}
