using Compose.Planning.Operations;
namespace Compose.Planning.Plans.Output;

/// <summary>
/// The number of containers or services to create, recreate, start, stop and remove, and of networks, volumes and images.
/// </summary>
public sealed record PlanSummary
{
    public int Create { get; init; }
    public int Recreate { get; init; }
    public int Start { get; init; }
    public int Stop { get; init; }
    public int Remove { get; init; }

    /// <summary>Services of a swarm that are updated in place.</summary>
    public int? Update { get; init; }
    public int Networks { get; init; }
    public int Volumes { get; init; }
    public int Images { get; init; }
    public int? Configs { get; init; }
    public int? Secrets { get; init; }
    public int Unchanged { get; init; }

    public static PlanSummary Of(Plan plan)
    {
        var rows = PlanRow.Of(plan);
        return new PlanSummary
        {
            Create = rows.Count(row => row.Verb == PlanVerb.Create && row.IsCounted),
            Recreate = rows.Count(row => row.Verb == PlanVerb.Recreate && row.IsCounted),
            Start = rows.Count(row => row.Verb is PlanVerb.Start or PlanVerb.Restart && row.IsCounted),
            Stop = rows.Count(row => row.Verb == PlanVerb.Stop && row.IsCounted),
            Remove = rows.Count(row => row.Verb == PlanVerb.Remove && row.IsCounted),
            Update = Some(rows.Count(row => row.Steps.Any(step => step.Operation is Operation.UpdateService))),
            Networks = rows.Count(row => row.Resource.Kind == ResourceKind.Network),
            Volumes = rows.Count(row => row.Resource.Kind == ResourceKind.Volume),
            Images = rows.Count(row => row.Resource.Kind == ResourceKind.Image),
            Configs = Some(rows.Count(row => row.Resource.Kind == ResourceKind.Config)),
            Secrets = Some(rows.Count(row => row.Resource.Kind == ResourceKind.Secret)),
            Unchanged = plan.Unchanged.Length + plan.UnchangedServices.Length,
        };
    }

    /// <summary>Only plans for a swarm have these numbers.</summary>
    private static int? Some(int count) => count > 0 ? count : null;
}
