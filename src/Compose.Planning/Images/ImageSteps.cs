using Compose.Planning.Context;
using Compose.Planning.Desired;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Planning.Images;

/// <summary>
/// Missing images become steps of the plan: rarely in a real run, where pulls and builds come first, always if the plan is only shown.
/// </summary>
internal static class ImageSteps
{
    public static void Plan(PlanningContext context)
    {
        var stage = Stage(context);
        foreach (var group in context.Desired.Services.Where(spec => spec.Service.Provider is null)
            .GroupBy(spec => spec.ImageReference, StringComparer.Ordinal))
        {
            var services = group.ToList();
            context.Images[group.Key] = stage.TryGetValue(group.Key, out var step)
                ? new ImageRef(group.Key, services[0].Image?.Digest, step)
                : services[0].Image is not null || services.TrueForAll(spec => spec.Replicas == 0)
                ? new ImageRef(group.Key, services[0].Image?.Digest)
                : new ImageRef(group.Key, null, Acquire(context, group.Key, services));
        }
    }

    private static Dictionary<string, StepId> Stage(PlanningContext context)
    {
        var stage = new Dictionary<string, StepId>(StringComparer.Ordinal);
        foreach (var step in context.Policy.ImageStage)
        {
            var id = context.Steps.Add(step.Operation, step.Reasons, risk: step.Risk);
            if (step.Operation is Operation.PullImage pull)
                stage[pull.Reference] = id;
            else if (step.Operation is Operation.BuildImage build)
                stage[build.Reference] = id;
        }

        return stage;
    }

    private static StepId Acquire(PlanningContext context, string reference, List<ServiceSpec> services)
    {
        var built = services.Find(spec => spec.Service.Build is not null);
        Operation operation = built is not null
            ? new Operation.BuildImage(built.Name, reference)
            : new Operation.PullImage(reference, services[0].Service.Platform, [.. services.Select(spec => spec.Name)], Tolerated: false)
            {
                HasWindow = services.Exists(spec => PullPolicy.Parse(spec.Service.PullPolicy).Kind == PullKind.Interval),
            };
        return context.Steps.Add(operation, new Reason(ReasonCode.Missing));
    }
}
