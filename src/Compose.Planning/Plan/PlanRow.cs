using System.Collections.Immutable;

namespace Compose.Planning;

/// <summary>
/// Everything that a plan does to one container, network, volume or image: one line for people. The steps are those of the plan, in its order.
/// </summary>
public sealed record PlanRow(string Subject, string? Service, ImmutableArray<Step> Steps)
{
    public bool IsContainer => Subject.StartsWith("container ", StringComparison.Ordinal);

    public Risk Risk => Steps.Max(step => step.Risk);

    /// <summary>The steps of the way back, in case something fails.</summary>
    public IEnumerable<Step> Back => Steps.Where(step => step.Undo is not null);

    public PlanVerb Verb => (Has<Operation.CreateContainer>() || Has<Operation.CreateNetwork>() || Has<Operation.CreateVolume>(), IsRemoved) switch
    {
        (true, true) => PlanVerb.Recreate,
        (true, false) => PlanVerb.Create,
        (false, true) when !Has<Operation.StartContainer>() => PlanVerb.Remove,
        _ when Has<Operation.PullImage>() => PlanVerb.Pull,
        _ when Has<Operation.BuildImage>() => PlanVerb.Build,
        _ when Forward.All(step => step.Operation is Operation.AwaitCondition or Operation.Delay) => PlanVerb.Wait,
        _ when Has<Operation.RunProvider>() => PlanVerb.Provide,
        _ when Has<Operation.StopContainer>() && Has<Operation.StartContainer>() => PlanVerb.Restart,
        _ when Has<Operation.StartContainer>() || Has<Operation.UnpauseContainer>() => PlanVerb.Start,
        _ when Has<Operation.StopContainer>() || Has<Operation.KillContainer>() => PlanVerb.Stop,
        _ => PlanVerb.Change,
    };

    /// <summary>Why: of every step's reasons those that say something of their own, each once.</summary>
    public ImmutableArray<Reason> Reasons
    {
        get
        {
            var telling = Forward.Where(step => step.Operation is not (Operation.AwaitCondition or Operation.RunHook or Operation.InjectFiles or Operation.RunPreStart or Operation.Delay))
                .SelectMany(step => step.Reasons).Where(reason => reason.Code != ReasonCode.Replaced).ToList();
            return [.. telling.GroupBy(reason => (reason.Code, reason.Detail)).Select(group => group.OrderByDescending(reason => reason.Changes.Length).First())];
        }
    }

    private IEnumerable<Step> Forward => Steps.Where(step => step.Undo is null);

    private bool IsRemoved => Has<Operation.RemoveContainer>() || Has<Operation.RemoveNetwork>() || Has<Operation.RemoveVolume>();

    public static ImmutableArray<PlanRow> Of(Plan plan) =>
    [
        .. plan.Steps.GroupBy(step => (step.Operation.Subject, step.Operation.AboutService))
            .Select(group => new PlanRow(group.Key.Subject, group.Key.AboutService, [.. group])),
    ];

    private bool Has<T>() where T : Operation => Forward.Any(step => step.Operation is T);
}
