using Compose.Planning.Context;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Planning.Containers;

/// <summary>The models that services use: pulled when they are missing, then configured.</summary>
internal static class ModelPlanner
{
    private const string Latest = ":latest";

    public static void Plan(PlanningContext context)
    {
        var (project, available) = (context.Desired.Project, context.Observed.Models);
        var used = context.Desired.Services.SelectMany(spec => spec.Service.Models.Keys).ToHashSet(StringComparer.Ordinal);
        foreach (var model in project.Models.Values.Where(model => used.Contains(model.Key)))
        {
            var isThere = available.Contains(model.Model) || available.Contains(model.Model + Latest);
            StepId[] pulled = isThere ? [] : [context.Steps.Add(new Operation.PullModel(project, model), new Reason(ReasonCode.Missing))];
            context.Models[model.Key] = context.Steps.Add(
                new Operation.ConfigureModel(project, model), new Reason(ReasonCode.Requested), pulled);
        }
    }
}
