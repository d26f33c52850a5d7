using System.Collections.Immutable;
using Compose.Planning.Operations;

namespace Compose.Planning.Plans.Output;

/// <summary>All steps of a plan for one container, network, volume or image, in the order of the plan: one line of output.</summary>
public sealed record PlanRow(Resource Resource, string? Service, ImmutableArray<Step> Steps)
{
    /// <summary>A container, or a service of a swarm.</summary>
    public bool IsCounted => Resource.Kind is ResourceKind.Container or ResourceKind.Service;

    public Risk Risk => Steps.Max(step => step.Risk);

    /// <summary>The rollback steps.</summary>
    public IEnumerable<Step> Rollback => Steps.Where(step => step.Compensation is not null);

    public PlanVerb Verb =>
        (IsCreated, IsRemoved) switch
        {
            (true, true) => PlanVerb.Recreate,
            (true, false) => PlanVerb.Create,
            (false, true) when !Has<Operation.StartContainer>() => PlanVerb.Remove,
            _ when Has<Operation.PullImage>() || Has<Operation.PullModel>() => PlanVerb.Pull,
            _ when Has<Operation.BuildImage>() => PlanVerb.Build,
            _ when Forward.All(
                step => step.Operation is Operation.AwaitCondition or Operation.Delay or Operation.AwaitService or Operation.AwaitTasksGone
                or Operation.Settle) => PlanVerb.Wait,
            _ when Has<Operation.RunProvider>() || Has<Operation.ConfigureModel>() => PlanVerb.Provide,
            _ when Has<Operation.StopContainer>() && Has<Operation.StartContainer>() => PlanVerb.Restart,
            _ when Has<Operation.StartContainer>() || Has<Operation.UnpauseContainer>() => PlanVerb.Start,
            _ when Has<Operation.StopContainer>() || Has<Operation.KillContainer>() => PlanVerb.Stop,
            _ => PlanVerb.Change,
        };

    /// <summary>The distinct reasons of all steps that have a reason of their own.</summary>
    public ImmutableArray<Reason> Reasons
    {
        get
        {
            var distinct = Forward
                .Where(step => step.Operation is not (Operation.AwaitCondition or Operation.RunHook or Operation.InjectFiles
                    or Operation.RunPreStart or Operation.Delay or Operation.AwaitService or Operation.Settle))
                .SelectMany(step => step.Reasons).Where(reason => reason.Code != ReasonCode.Replaced).ToList();
            return [.. distinct.GroupBy(reason => (reason.Code, reason.Detail))
                .Select(group => group.OrderByDescending(reason => reason.Changes.Length).First())];
        }
    }

    private IEnumerable<Step> Forward => Steps.Where(step => step.Compensation is null);

    private bool IsCreated =>
        Forward.Any(step => step.Operation is Operation.CreateContainer or Operation.CreateNetwork or Operation.CreateVolume
        or Operation.CreateService or Operation.RecordRelease or Operation.CreateStackNetwork or Operation.CreateConfig
        or Operation.CreateSecret);

    private bool IsRemoved =>
        Forward.Any(step => step.Operation is Operation.RemoveContainer or Operation.RemoveNetwork or Operation.RemoveVolume
        or Operation.RemoveService or Operation.RemoveStackNetwork or Operation.RemoveConfig or Operation.RemoveSecret);

    public static ImmutableArray<PlanRow> Of(Plan plan) =>
    [
        .. plan.Steps.GroupBy(step => (step.Operation.Resource, step.Operation.AboutService))
            .Select(group => new PlanRow(group.Key.Resource, group.Key.AboutService, [.. group])),
    ];

    private bool Has<T>() where T : Operation => Forward.Any(step => step.Operation is T);
}
