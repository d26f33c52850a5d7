namespace Compose.Planning.Tests.Laws;

/// <summary>Carries a plan out in one of the orders that its edges allow, whole or up to a step, and with steps that fail.</summary>
internal static class PlanWalk
{
    private const int InFlight = 3;

    /// <param name="world">The engine in memory.</param>
    /// <param name="plan">What is carried out.</param>
    /// <param name="random">Which of the ready steps is next.</param>
    /// <param name="steps">After so many the run is killed.</param>
    /// <param name="twice">Every step is done twice.</param>
    /// <param name="failing">Steps that fail; true for those that do their work all the same, as when the answer is lost.</param>
    /// <param name="patience">After so many steps the user has had enough: waits end, and what was begun is settled or taken back.</param>
    public static void Run(
        World world, Plan plan, Random random, int steps = int.MaxValue, bool twice = false, IReadOnlyDictionary<StepId, bool>? failing = null, int patience = int.MaxValue)
    {
        world.Leaving = [.. plan.Steps.Where(step => step.Undo is null).Select(step => step.Operation).OfType<Operation.RemoveContainer>().Select(o => o.Target.Container).OfType<ContainerRef.Existing>().Select(c => c.Id)];
        var made = new string?[plan.Steps.Length];
        var progress = new PlanProgress(plan);
        var running = new List<Step>();
        var hasFailed = false;
        world.ToleratesFailures = failing is not null && failing.Keys.Any(id => plan[id].Tolerance is not null);
        while (true)
        {
            var ready = progress.Ready.ToList();
            if (ready.Count > 0 && running.Count < InFlight && (running.Count == 0 || random.Next(2) == 0))
            {
                var next = ready[random.Next(ready.Count)];
                progress.Begin(next);
                running.Add(next);
                continue;
            }

            if (running.Count == 0 || steps-- <= 0)
                return;
            var step = running[random.Next(running.Count)];
            running.Remove(step);
            if (patience-- == 0)
                progress.Interrupt();
            var fails = failing is not null && failing.TryGetValue(step.Id, out var isDone) ? !isDone : (bool?)null;
            if (patience < 0 && step is { Undo: null, Operation: Operation.AwaitCondition or Operation.RunHook or Operation.RunPreStart or Operation.Delay })
                fails = true;
            try
            {
                for (var time = 0; time < (twice ? 2 : 1) && fails != true; time++)
                    made[step.Id.Value] = Apply(world, plan, step, made);
            }
            catch (RefusedException) when ((hasFailed || patience < 0) && step.Undo is null)
            {
                // What was under way when something else failed, or the user had enough, may find its ground gone.
                fails = true;
            }

            if (fails is null)
                progress.Done(step.Id);
            else
                progress.Failed(step.Id);
            hasFailed |= fails is not null;
        }
    }

    /// <summary>Step by step as they are numbered.</summary>
    public static void RunInOrder(World world, Plan plan, int steps)
    {
        var made = new string?[plan.Steps.Length];
        foreach (var step in plan.Steps.Where(step => step.Undo is null).Take(steps))
            made[step.Id.Value] = Apply(world, plan, step, made);
    }

    private static string? Apply(World world, Plan plan, Step step, string?[] made)
    {
        try
        {
            world.IsGoingBack = step.Undo is not null;
            return world.Apply(step.Operation, reference => reference is ContainerRef.Existing existing ? existing.Id : made[((ContainerRef.CreatedBy)reference).Step.Value]!);
        }
        catch (RefusedException refused)
        {
            throw new RefusedException($"{step.Id}: {refused.Message}\n{PlanText.Of(plan)}");
        }
    }
}
