using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Planning.Desired;
using Compose.Planning.Naming;
using Compose.Planning.Observed;
using Compose.Planning.Operations;

namespace Compose.Planning.Plans;

/// <summary>Adds the steps of a graceful stop, once per container: the pre_stop hooks in order, then the stop.</summary>
internal sealed class StopSteps(PlanBuilder steps, TimeSpan? timeout)
{
    private readonly Dictionary<string, (StepId Step, Reason Reason)> _stopped = new(StringComparer.Ordinal);

    /// <summary>
    /// A failing pre_stop hook is only a warning when the container is being replaced or removed; otherwise an unhealthy container could
    /// never be replaced.
    /// </summary>
    public bool PreStopFailureIsWarning { get; init; }

    public bool IsStopped(string container) => _stopped.ContainsKey(container);

    public StepId? StepOf(string container) => _stopped.TryGetValue(container, out var stop) ? stop.Step : null;

    /// <summary>Why the plan stops the container; it is started again for the same reason.</summary>
    public Reason? ReasonOf(string container) => _stopped.TryGetValue(container, out var stop) ? stop.Reason : null;

    /// <summary>Returns the step that stops the container, the same one on each call; empty for a container that does not run.</summary>
    public ImmutableArray<StepId> Add(
        ObservedContainer container, Service? service, Reason reason, Risk risk, IEnumerable<StepId>? after = null, StepGroup? group = null)
    {
        if (_stopped.TryGetValue(container.Id, out var known))
            return [known.Step];
        if (!container.IsActive)
            return [];
        var target = ContainerTarget.Of(container);
        var before = after?.ToImmutableArray() ?? [];
        if (container.State == ContainerState.Running)
            before = AddHooks(target, HookKind.PreStop, service?.PreStop ?? Remembered(container), before, group);
        var stop = steps.Add(new Operation.StopContainer(target, timeout), reason, before, risk, group);
        _stopped[container.Id] = (stop, reason);
        return [stop];
    }

    /// <summary>
    /// Without a grace period and without hooks a stop only kills: one forced removal does the same in one call. The grace period of the
    /// file counts only for a container that was created with it.
    /// </summary>
    public bool IsKill(ObservedContainer container, ServiceSpec? spec)
    {
        if (!container.IsActive || IsStopped(container.Id))
            return false;
        var grace = timeout ?? spec?.Service.StopGracePeriod;
        return grace == TimeSpan.Zero
            && (timeout is not null || AdoptedHash.Matches(spec!.Service, spec.Hash, container.ConfigHash))
            && (spec?.Service.PreStop ?? Remembered(container)).IsEmpty;
    }

    /// <summary>Like <see cref="Add"/>, for commands that report each container as stopped, whether it ran or not.</summary>
    public ImmutableArray<StepId> AddOrReport(
        ObservedContainer container, Service? service, Reason reason, Risk risk, IEnumerable<StepId>? after = null)
    {
        var added = Add(container, service, reason, risk, after);
        if (added.IsEmpty)
            steps.ReportDone(container.Name, AlreadyDoneKind.Stopped);
        return added;
    }

    /// <summary>Adds the hooks one after the other and returns the last.</summary>
    public ImmutableArray<StepId> AddHooks(
        ContainerTarget target, HookKind kind, ImmutableArray<Hook> hooks, ImmutableArray<StepId> after, StepGroup? group = null)
    {
        for (var i = 0; i < hooks.Length; i++)
            after = [steps.Add(
                new Operation.RunHook(target, kind, i, hooks[i], Required: kind == HookKind.PostStart || !PreStopFailureIsWarning),
                new Reason(ReasonCode.Hook, kind.Name()), after, group: group)];
        return after;
    }

    /// <summary>The pre_stop hooks that the container remembers, for services that are no longer in the files.</summary>
    private ImmutableArray<Hook> Remembered(ObservedContainer container)
    {
        var hooks = RememberedHooks.Read(container.Annotations, container.Labels);
        if (hooks.Contains(null))
            steps.Report(Diagnostic.Warning(DiagnosticCode.UnknownPreStopHook,
                $"container {container.Name} is stopped without its pre_stop hook: {WhyUnknown(container)}", default,
                help: $"take service \"{container.Service}\" down before you remove it from the file, where that matters"));
        return [.. hooks.OfType<Hook>()];
    }

    private static string WhyUnknown(ObservedContainer container) => container.Annotations.Contains(LabelNames.PreStop)
        ? "the hook has an environment or a secret, which is kept nowhere but in the file that is gone"
        : "hooks of services that are no longer in the files are kept since this version of ncompose, "
            + "and on engines since Docker 27.0";
}
