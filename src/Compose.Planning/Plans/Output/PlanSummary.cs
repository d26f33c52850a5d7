using Compose.Planning.Operations;
namespace Compose.Planning.Plans.Output;

/// <summary>The number of containers to create, recreate, start, stop and remove, and of networks, volumes and images.</summary>
public sealed record PlanSummary
{
    public int Create { get; init; }
    public int Recreate { get; init; }
    public int Start { get; init; }
    public int Stop { get; init; }
    public int Remove { get; init; }
    public int Networks { get; init; }
    public int Volumes { get; init; }
    public int Images { get; init; }
    public int Unchanged { get; init; }

    public static PlanSummary Of(Plan plan)
    {
        var rows = PlanRow.Of(plan);
        return new PlanSummary
        {
            Create = rows.Count(row => row.Verb == PlanVerb.Create && row.IsContainer),
            Recreate = rows.Count(row => row.Verb == PlanVerb.Recreate && row.IsContainer),
            Start = rows.Count(row => row.Verb is PlanVerb.Start or PlanVerb.Restart && row.IsContainer),
            Stop = rows.Count(row => row.Verb == PlanVerb.Stop && row.IsContainer),
            Remove = rows.Count(row => row.Verb == PlanVerb.Remove && row.IsContainer),
            Networks = rows.Count(row => row.Resource.Kind == ResourceKind.Network),
            Volumes = rows.Count(row => row.Resource.Kind == ResourceKind.Volume),
            Images = rows.Count(row => row.Resource.Kind == ResourceKind.Image),
            Unchanged = plan.Unchanged.Length,
        };
    }
}
