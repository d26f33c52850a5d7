using System.Collections.Concurrent;
using Compose.Planning.Desired;
using Compose.Planning.Observed;
using FluentAssertions;
using Xunit;

namespace Compose.Planning.Tests.Laws;

/// <summary>
/// What must hold of every plan, on random projects and random states. NCOMPOSE_LAWS sets how many, NCOMPOSE_LAW_SEED where they begin. A failure names its seed;
/// with NCOMPOSE_LAWS=1 that one runs beside those that were found before.
/// </summary>
public sealed class PlanLawsTests
{
    private static readonly int Runs = int.TryParse(Environment.GetEnvironmentVariable("NCOMPOSE_LAWS"), out var runs) ? runs : 4_000;
    private static readonly int First = int.TryParse(Environment.GetEnvironmentVariable("NCOMPOSE_LAW_SEED"), out var first) ? first : 0;

    /// <summary>
    /// Seeds beyond the usual ones that found a defect: hooks beside a paused container; replicas removed because another one had failed; hooks beside
    /// a container that was still to be stopped. And one that found a defect of the law: a replacement taken up again under another order of the update.
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
    public void A_step_that_is_done_twice_is_done_once()
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
            PlanWalk.Run(once, plan, new Random(run));
            PlanWalk.Run(twice, plan, new Random(run), twice: true);
            Shape(twice, before).Should().Be(Shape(once, before), "seed {0}", run);
        }
    }

    [Fact]
    public void What_is_replaced_in_vain_runs_as_before_and_the_next_run_finishes()
    {
        var broken = new ConcurrentDictionary<int, string>();
        var kept = 0;
        Parallel.ForEach(Enumerable.Range(First, (Runs + 1) / 2).Union(Found), run =>
        {
            if (CheckFailure(run, ref kept) is { } problem)
                broken[run] = problem;
        });
        broken.OrderBy(item => item.Key).Select(item => $"seed {item.Key}: {item.Value}").FirstOrDefault().Should().BeNull();
        kept.Should().BeGreaterThan(Runs / 20, "otherwise nothing was put back");
    }

    /// <summary>Something fails, or the answer to it is lost, or the user interrupts it, in a project that runs.</summary>
    private static string? CheckFailure(int seed, ref int kept)
    {
        var random = new Random(seed);
        try
        {
            var projects = new RandomProject(random);
            var policy = new UpPolicy { AssumeYes = true, RemoveOrphans = true, Wait = random.Next(4) == 0, Recreate = random.Next(4) == 0 ? RecreatePolicy.Always : RecreatePolicy.WhenChanged };
            var world = new World("p", 1 + random.Next(1_000_000));
            Up(world, projects.Next(false), policy, random);
            var desired = projects.Next(false);
            var calm = world.Copy();
            var before = VolumesOf(world);
            Up(calm, desired, policy, random);
            var plan = Planner.Up(desired, world.Now, policy);
            var ways = plan.Steps.Where(step => step.Undo is not null).Select(step => step.Operation.AboutContainer).OfType<ContainerTarget>().Distinct().ToList();
            world.Desired = desired;
            var failing = Failing(plan, random);
            var patience = random.Next(3) == 0 ? random.Next(plan.Steps.Length + 1) : int.MaxValue;
            PlanWalk.Run(world, plan, random, failing: failing, patience: patience);
            foreach (var way in ways)
                if (!world.Now.Containers.Any(c => c.Service == way.Service && c.Number == way.Number && c.State == ContainerState.Running && !c.IsRetired && c.Name == c.ProperName && !c.Name.Contains('_')))
                    return $"{way.Name} does not run after {string.Join(", ", failing.Select(item => $"{item.Key} fails {(item.Value ? "afterwards" : "")}"))}, patience {patience}\n{PlanText.Of(plan)}{Shape(world, before)}";
            if (world.Now.Containers.Any(c => before.Count > 0 && c.IsRetired))
                return $"a container is left over\n{PlanText.Of(plan)}{Shape(world, before)}";
            Interlocked.Add(ref kept, ways.Count > 0 && failing.Count > 0 ? 1 : 0);
            world.Settle();
            Up(world, desired, policy, random);
            return Shape(world, before) == Shape(calm, before) ? null : $"repaired\n{Shape(world, before)}is not\n{Shape(calm, before)}";
        }
        catch (RefusedException refused)
        {
            return refused.Message;
        }
    }

    /// <summary>One or two steps of those that a real engine refuses most.</summary>
    private static Dictionary<StepId, bool> Failing(Plan plan, Random random)
    {
        var candidates = plan.Steps.Where(step => step.Undo is null
            && step.Operation is Operation.StartContainer or Operation.AwaitCondition or Operation.CreateContainer or Operation.RunHook or Operation.RunPreStart or Operation.StopContainer or Operation.RenameContainer).ToList();
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
            var world = Start(random, out var projects, out var policy);
            var desired = projects.Next(policy.OneEndpointOnCreate);
            var calm = world.Copy();
            var before = VolumesOf(world);
            Up(calm, desired, policy, random);
            Up(world, desired, policy, random, random.Next(30), see);
            if (random.Next(3) == 0)
                Up(world, desired, policy, random, random.Next(10), see);
            Up(world, desired, policy, random, see: see);
            var again = Planner.Up(desired, world.Now, policy with { Recreate = RecreatePolicy.WhenChanged });
            if (again.Steps.Any(step => !RandomProject.IsOneShot(step.Operation.AboutService ?? "")))
                return "not converged\n" + PlanText.Of(again) + Shape(world, before);
            return Shape(world, before) == Shape(calm, before) ? null : $"repaired\n{Shape(world, before)}is not\n{Shape(calm, before)}";
        }
        catch (RefusedException refused)
        {
            return refused.Message;
        }
    }

    /// <summary>A world that some version of the project was brought up in, perhaps not to its end, and perhaps touched since.</summary>
    private static World Start(Random random, out RandomProject projects, out UpPolicy policy)
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
        var world = new World("p", 1 + random.Next(1_000_000));
        var first = policy with { Recreate = RecreatePolicy.WhenChanged };
        Up(world, projects.Next(policy.OneEndpointOnCreate), first, random);
        if (random.Next(3) == 0)
            Up(world, projects.Next(policy.OneEndpointOnCreate), first, random, random.Next(20));
        if (random.Next(3) == 0)
            Touch(world, random);
        return world;
    }

    /// <summary><paramref name="see"/>: what the planner sees of the engine, if not all.</summary>
    private static void Up(
        World world, DesiredState desired, UpPolicy policy, Random random, int steps = int.MaxValue, Func<ObservedState, ObservedState>? see = null)
    {
        world.Desired = desired;
        PlanWalk.Run(world, Planner.Up(desired, see?.Invoke(world.Now) ?? world.Now, policy), random, steps);
        world.Settle();
    }

    private static ObservedState WithoutTemporaryContainers(ObservedState state) =>
        state with { Containers = state.Containers.RemoveAll(container => container.IsRetired || container.Name.Contains('_')) };

    /// <summary>What people do behind our back.</summary>
    private static void Touch(World world, Random random)
    {
        foreach (var container in world.Now.Containers)
        {
            switch (random.Next(8))
            {
                case 0: world.Change(container.Id, c => c with { State = ContainerState.Exited, Health = HealthState.None, HostPorts = [] }); break;
                case 1: world.Change(container.Id, c => c with { Networks = [.. c.Networks.Skip(1)] }); break;
                case 2 when container.IsActive: world.Change(container.Id, c => c with { State = ContainerState.Paused }); break;
                case 3: world.Now = world.Now with { Containers = world.Now.Containers.RemoveAll(c => c.Id == container.Id) }; break;
            }
        }
    }

    /// <summary>Everything but what differs from run to run: ids, and the labels made of them. Anonymous volumes count: they must survive.</summary>
    private static string Shape(World world, ISet<string> before)
    {
        var containers = world.Now.Containers.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c =>
            $"{c.Name} {c.Service}/{c.Number} {c.State} {c.Label(LabelNames.Attributes)} {string.Join('+', c.Networks.Select(e => e.NetworkName).Order())} {string.Join('+', c.Mounts.Select(m => Volume(m, before)))}\n");
        var networks = world.Now.Networks.OrderBy(n => n.Name, StringComparer.Ordinal).Select(n => $"{n.Name} {n.ConfigHash}\n");
        var volumes = world.Now.Volumes.OrderBy(v => v.Name, StringComparer.Ordinal).Select(v => $"{v.Name} {v.ConfigHash}\n");
        return string.Concat([.. containers, .. networks, .. volumes]);
    }

    private static string Volume(ObservedMount mount, ISet<string> before) =>
        !mount.Name!.StartsWith("anonymous", StringComparison.Ordinal) || before.Contains(mount.Name) ? mount.Name : "new";

    private static HashSet<string> VolumesOf(World world) => [.. world.Now.Containers.SelectMany(c => c.Mounts).Select(m => m.Name!)];
}
