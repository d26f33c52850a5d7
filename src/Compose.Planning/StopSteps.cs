using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Planning.Desired;
using Compose.Planning.Observed;

namespace Compose.Planning;

/// <summary>Adds what a graceful stop takes, once for each container: the pre_stop hooks in their order, then the stop.</summary>
internal sealed class StopSteps(PlanBuilder steps, TimeSpan? timeout)
{
    private readonly Dictionary<string, (StepId Step, Reason Reason)> _stopped = new(StringComparer.Ordinal);

    /// <summary>What goes to make room for something better goes even when its farewell fails: a container that is ill could never be replaced.</summary>
    public bool FarewellMayFail { get; init; }

    public bool IsStopped(string container) => _stopped.ContainsKey(container);

    public StepId? StepOf(string container) => _stopped.TryGetValue(container, out var stop) ? stop.Step : null;

    /// <summary>Why the plan stops it, which is also why it is started again.</summary>
    public Reason? ReasonOf(string container) => _stopped.TryGetValue(container, out var stop) ? stop.Reason : null;

    public static ContainerTarget Target(ObservedContainer container) =>
        new(new ContainerRef.Existing(container.Id), container.Service, container.Number == 0 ? null : container.Number, container.Name);

    /// <summary>The step that stops the container, the same one however often it is asked for; nothing for one that does not run.</summary>
    public ImmutableArray<StepId> Add(
        ObservedContainer container, Service? service, Reason reason, Risk risk, IEnumerable<StepId>? after = null, StepGroup? group = null)
    {
        if (_stopped.TryGetValue(container.Id, out var known))
            return [known.Step];
        if (!container.IsActive)
            return [];
        var target = Target(container);
        var before = after?.ToImmutableArray() ?? [];
        if (container.State == ContainerState.Running)
            before = AddHooks(target, HookKind.PreStop, service?.PreStop ?? Remembered(container), before, group);
        var stop = steps.Add(new Operation.StopContainer(target, timeout), reason, before, risk, group);
        _stopped[container.Id] = (stop, reason);
        return [stop];
    }

    /// <summary>As <see cref="Add"/>, for commands whose user wants to hear of each container that it is stopped, whether it ran or not.</summary>
    public ImmutableArray<StepId> AddOrSettle(ObservedContainer container, Service? service, Reason reason, Risk risk, IEnumerable<StepId>? after = null)
    {
        var added = Add(container, service, reason, risk, after);
        if (added.IsEmpty)
            steps.Settle(container.Name, SettledKind.Stopped);
        return added;
    }

    /// <summary>Hooks one after the other; what is to come after them.</summary>
    public ImmutableArray<StepId> AddHooks(
        ContainerTarget target, HookKind kind, ImmutableArray<Hook> hooks, ImmutableArray<StepId> after, StepGroup? group = null)
    {
        for (var i = 0; i < hooks.Length; i++)
            after = [steps.Add(new Operation.RunHook(target, kind, i, hooks[i], Required: kind == HookKind.PostStart || !FarewellMayFail), new Reason(ReasonCode.Hook, HookName(kind)), after, group: group)];
        return after;
    }

    /// <summary>What the files do not know the container does, unless that would give away a secret.</summary>
    private ImmutableArray<Hook> Remembered(ObservedContainer container)
    {
        var hooks = RememberedHooks.Read(container);
        if (hooks.Contains(null))
            steps.Say(Diagnostic.Warning(PlanningCodes.HookUnknown,
                $"container {container.Name} is stopped without its pre_stop hook: {(container.Annotations.Contains(LabelNames.PreStop)
                    ? "the hook has an environment or a secret, which is kept nowhere but in the file that is gone"
                    : "hooks of services that are no longer in the files are kept since this version of ncompose, and on engines since Docker 27.0")}", default,
                help: $"take service \"{container.Service}\" down before you remove it from the file, where that matters"));
        return [.. hooks.OfType<Hook>()];
    }

    public static string HookName(HookKind kind) => kind switch
    {
        HookKind.PreStart => "pre_start",
        HookKind.PostStart => "post_start",
        _ => "pre_stop",
    };
}
