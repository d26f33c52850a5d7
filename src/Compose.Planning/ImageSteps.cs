using Compose.Planning.Desired;

namespace Compose.Planning;

/// <summary>
/// Images that are not on the engine become steps of the plan: seldom in a real run, where the image stage has been before, always when
/// somebody only wants to see what would happen.
/// </summary>
internal static class ImageSteps
{
    public static void Plan(Draft draft)
    {
        var stage = Stage(draft);
        foreach (var group in draft.Desired.Services.Where(spec => spec.Service.Provider is null).GroupBy(spec => spec.ImageReference, StringComparer.Ordinal))
        {
            var services = group.ToList();
            draft.Images[group.Key] = stage.TryGetValue(group.Key, out var step) ? new ImageRef(group.Key, services[0].Image?.Digest, step)
                : services[0].Image is not null || services.TrueForAll(spec => spec.Replicas == 0)
                ? new ImageRef(group.Key, services[0].Image?.Digest)
                : new ImageRef(group.Key, null, Acquire(draft, group.Key, services));
        }
    }

    private static Dictionary<string, StepId> Stage(Draft draft)
    {
        var stage = new Dictionary<string, StepId>(StringComparer.Ordinal);
        foreach (var step in draft.Policy.ImageStage)
        {
            var id = draft.Steps.Add(step.Operation, step.Reasons, risk: step.Risk);
            if (step.Operation is Operation.PullImage pull)
                stage[pull.Reference] = id;
            else if (step.Operation is Operation.BuildImage build)
                stage[build.Reference] = id;
        }

        return stage;
    }

    private static StepId Acquire(Draft draft, string reference, List<ServiceSpec> services)
    {
        var built = services.Find(spec => spec.Service.Build is not null);
        Operation operation = built is not null
            ? new Operation.BuildImage(built.Name, reference)
            : new Operation.PullImage(reference, services[0].Service.Platform, [.. services.Select(spec => spec.Name)], Tolerated: false)
            {
                HasWindow = services.Exists(spec => PullWindow.Of(spec.Service.PullPolicy) is not null),
            };
        return draft.Steps.Add(operation, new Reason(ReasonCode.Missing));
    }
}
