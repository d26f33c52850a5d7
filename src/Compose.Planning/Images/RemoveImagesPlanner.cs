using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Planning.Images;

/// <summary>`rmi`: each image by itself, because one that cannot be removed is no reason to keep the others.</summary>
internal static class RemoveImagesPlanner
{
    public static Plan Plan(IEnumerable<string> references)
    {
        var steps = new PlanBuilder { OnFailure = FailurePolicy.ContinueIndependent };
        foreach (var reference in references.Order(StringComparer.Ordinal))
            steps.Add(new Operation.RemoveImage(reference), new Reason(ReasonCode.Requested));
        return steps.Build();
    }
}
