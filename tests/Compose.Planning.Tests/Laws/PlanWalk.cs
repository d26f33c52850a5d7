namespace Compose.Planning.Tests.Laws;

/// <summary>Carries a plan out in one of the orders that its edges allow, whole or up to a step.</summary>
internal static class PlanWalk
{
    public static void Run(World world, Plan plan, Random random, int steps = int.MaxValue, bool twice = false)
    {
        world.Leaving = [.. plan.Steps.Select(step => step.Operation).OfType<Operation.RemoveContainer>().Select(o => o.Target.Container).OfType<ContainerRef.Existing>().Select(c => c.Id)];
        var made = new string?[plan.Steps.Length];
        var open = plan.Steps.Select(step => step.After.Length).ToArray();
        var ready = plan.Steps.Where(step => step.After.IsEmpty).ToList();
        var dependents = plan.Steps.SelectMany(step => step.After.Select(before => (before, step))).ToLookup(pair => pair.before.Value, pair => pair.step);
        while (ready.Count > 0 && steps-- > 0)
        {
            var at = random.Next(ready.Count);
            var step = ready[at];
            ready.RemoveAt(at);
            for (var time = 0; time < (twice ? 2 : 1); time++)
                made[step.Id.Value] = Apply(world, plan, step, made);
            foreach (var next in dependents[step.Id.Value])
                if (--open[next.Id.Value] == 0)
                    ready.Add(next);
        }
    }

    /// <summary>Step by step as they are numbered.</summary>
    public static void RunInOrder(World world, Plan plan, int steps)
    {
        var made = new string?[plan.Steps.Length];
        foreach (var step in plan.Steps.Take(steps))
            made[step.Id.Value] = Apply(world, plan, step, made);
    }

    private static string? Apply(World world, Plan plan, Step step, string?[] made)
    {
        try
        {
            return world.Apply(step.Operation, reference => reference is ContainerRef.Existing existing ? existing.Id : made[((ContainerRef.CreatedBy)reference).Step.Value]!);
        }
        catch (RefusedException refused)
        {
            throw new RefusedException($"{step.Id}: {refused.Message}\n{PlanText.Of(plan)}");
        }
    }
}
