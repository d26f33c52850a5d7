using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Plans.Output;
using Compose.Planning.Plans.Progress;
namespace Compose.Planning.Tests.Laws;

/// <summary>Runs a plan in a random order that its edges allow, wholly or up to a step, and with failing steps.</summary>
internal static class RandomExecution
{
    private const int InFlight = 3;

    /// <param name="engine">The engine in memory.</param>
    /// <param name="plan">The plan to run.</param>
    /// <param name="random">Chooses among the ready steps.</param>
    /// <param name="steps">The run is killed after this number of steps.</param>
    /// <param name="twice">Runs every step twice.</param>
    /// <param name="failing">Failing steps; true if the step takes effect nevertheless, as when the answer is lost.</param>
    /// <param name="interruptAfter">The user interrupts the run after this number of steps.</param>
    public static void Run(
        FakeEngine engine, Plan plan, Random random, int steps = int.MaxValue, bool twice = false, IReadOnlyDictionary<StepId,
            bool>? failing = null, int interruptAfter = int.MaxValue)
    {
        engine.Leaving = [.. plan.Steps.Where(step => step.Compensation is null).Select(step => step.Operation)
            .OfType<Operation.RemoveContainer>().Select(o => o.Target.Container).OfType<ContainerRef.Existing>().Select(c => c.Id)];
        var made = new string?[plan.Steps.Length];
        var progress = new PlanProgress(plan);
        var running = new List<Step>();
        var hasFailed = false;
        engine.ToleratesFailures = failing is not null && failing.Keys.Any(id => plan[id].FailureTolerance is not null);
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
            if (interruptAfter-- == 0)
                progress.Interrupt();
            var fails = failing is not null && failing.TryGetValue(step.Id, out var isDone) ? !isDone : (bool?)null;
            if (interruptAfter < 0
                && step is
                {
                    Compensation: null,
                    Operation: Operation.AwaitCondition or Operation.RunHook or Operation.RunPreStart or Operation.Delay
                })
                fails = true;
            try
            {
                for (var time = 0; time < (twice ? 2 : 1) && fails != true; time++)
                    made[step.Id.Value] = Apply(engine, plan, step, made);
            }
            catch (EngineRefusedException) when ((hasFailed || interruptAfter < 0) && step.Compensation is null)
            {
                // After a failure or an interruption, a running step may fail because of it.
                fails = true;
            }

            if (fails is null)
                progress.Done(step.Id);
            else
                progress.Failed(step.Id);
            hasFailed |= fails is not null;
        }
    }

    /// <summary>Runs the steps in the order of their numbers.</summary>
    public static void RunInOrder(FakeEngine engine, Plan plan, int steps)
    {
        var made = new string?[plan.Steps.Length];
        foreach (var step in plan.Steps.Where(step => step.Compensation is null).Take(steps))
            made[step.Id.Value] = Apply(engine, plan, step, made);
    }

    private static string? Apply(FakeEngine engine, Plan plan, Step step, string?[] made)
    {
        try
        {
            engine.IsRollingBack = step.Compensation is not null;
            return engine.Apply(step.Operation,
                reference => reference is ContainerRef.Existing existing
                ? existing.Id
                : made[((ContainerRef.CreatedBy)reference).Step.Value]!);
        }
        catch (EngineRefusedException refused)
        {
            throw new EngineRefusedException($"{step.Id}: {refused.Message}\n{PlanText.Of(plan)}");
        }
    }
}
