using Compose.Planning.Operations;

namespace Compose.Planning.Plans.Output;

/// <summary>`scale` also recreates containers that differ from the files, which its user may not expect.</summary>
public static class ScaleRemark
{
    public static IEnumerable<string> Of(Plan plan)
    {
        foreach (var row in PlanRow.Of(plan))
            if (row.Verb == PlanVerb.Recreate && row.Resource.Kind == ResourceKind.Container && !row.Reasons.IsEmpty)
                yield return $"scale also recreates {row.Resource}: {string.Join(", ", row.Reasons)}";
    }
}
