using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Swarm.Desired;
using Compose.Planning.Swarm.Observed;
using Compose.Planning.Swarm.Specs;
using Api = Docker.DotNet.Models;

namespace Compose.Planning.Swarm;

/// <summary>Commands about services that the swarm has already: each changes one thing of their specs, and waits.</summary>
internal sealed class StackServicePlanner(ObservedStack observed, NamedMap<Service> declared)
{
    private static readonly Reason Requested = new(ReasonCode.Requested);
    private readonly PlanBuilder _builder = new() { OnFailure = FailurePolicy.ContinueIndependent };

    /// <summary>All tasks are replaced, in the order of update_config. Jobs are left alone.</summary>
    public Plan Restart(ImmutableArray<string> names)
    {
        foreach (var service in Selected(names).Where(service => !IsJob(service)))
            Await(service, Update(service, spec => spec.TaskTemplate!.ForceUpdate++, Risk.Restart));
        return _builder.Build();
    }

    /// <summary>No tasks are left, and the service stays.</summary>
    public Plan Stop(ImmutableArray<string> names)
    {
        var services = Selected(names).Where(service => !IsJob(service)).ToList();
        if (services.Where(service => service.Spec!.Mode!.Replicated is null).Select(Name).ToList() is { Count: > 0 } global)
            return Refused(global, "is global, and a swarm cannot stop it", "`down SERVICE` removes it, and `up` creates it again");
        foreach (var service in services.Where(service => Replicas(service.Spec) > 0))
            AwaitGone(service, Update(service, spec => spec.Mode!.Replicated!.Replicas = 0, Risk.Downtime));
        return _builder.Build();
    }

    /// <summary>As many tasks as before `stop`, else as many as the files declare.</summary>
    public Plan Start(ImmutableArray<string> names)
    {
        var stopped = Selected(names).Where(service => service.Spec!.Mode!.Replicated is not null && Replicas(service.Spec) == 0).ToList();
        if (stopped.Where(service => Before(service) == 0).Select(Name).ToList() is { Count: > 0 } unknown)
            return Refused(unknown, "has no tasks, and had none before", "`scale SERVICE=N` sets the number of its tasks");
        foreach (var service in stopped)
            Await(service, Update(service, spec => spec.Mode!.Replicated!.Replicas = Before(service), Risk.None));
        return _builder.Build();
    }

    /// <summary>Services and their tasks are removed; networks, configs and secrets stay.</summary>
    public Plan Remove(ImmutableArray<string> names)
    {
        foreach (var service in Selected(names))
            AwaitGone(
                service, _builder.Add(
                new Operation.RemoveService(KeyOf(service), service.ID, service.Spec!.Name!), Requested, risk: Risk.Downtime));
        return _builder.Build();
    }

    private IEnumerable<Api.SwarmService> Selected(ImmutableArray<string> names)
    {
        foreach (var unknown in names.Where(name => observed.Find($"{observed.Name}_{name}") is null))
            _builder.Report(Diagnostic.Error(
                DiagnosticCode.SwarmServiceRefused, $"stack \"{observed.Name}\" has no service \"{unknown}\"", default,
                help: string.Join(", ", observed.Services.Select(Name)) is { Length: > 0 } known ? $"services are {known}"
                    : "the stack has no services"));
        return observed.Services.Where(service => names.IsEmpty || names.Contains(Name(service)))
            .OrderBy(service => service.Spec!.Name, StringComparer.Ordinal);
    }

    private StepId Update(Api.SwarmService service, Action<Api.ServiceSpec> change, Risk risk)
    {
        var update = new Operation.UpdateService(
            KeyOf(service), service.ID, (ulong)(service.Version?.Index ?? 0), service.Spec!, SpecCopy.With(service.Spec!, change));
        return _builder.Add(update, Requested, risk: risk);
    }

    private void Await(Api.SwarmService service, StepId step) =>
        _builder.Add(new Operation.AwaitService(KeyOf(service), service.Spec!.Name!), new Reason(ReasonCode.Wait), [step]);

    private void AwaitGone(Api.SwarmService service, StepId step) => _builder.Add(
        new Operation.AwaitTasksGone(observed.Name) { ServiceId = service.ID, Service = service.Spec!.Name },
        new Reason(ReasonCode.Wait), [step]);

    private Plan Refused(List<string> services, string why, string help)
    {
        _builder.Report(Diagnostic.Error(
            DiagnosticCode.SwarmServiceRefused, string.Join("; ", services.Select(name => $"service \"{name}\" {why}")), default,
            help: help));
        return _builder.Build();
    }

    /// <summary>The spec before has the number that `stop` has replaced.</summary>
    private ulong Before(Api.SwarmService service) => Replicas(service.PreviousSpec) is > 0 and var previous ? previous
        : declared.TryGet(KeyOf(service), out var file) ? (ulong)Math.Max(0, file.Replicas) : 0;

    private static ulong Replicas(Api.ServiceSpec? spec) => spec?.Mode?.Replicated is { } replicated ? replicated.Replicas ?? 1 : 0;

    private static bool IsJob(Api.SwarmService service) => service.Spec!.Mode is { ReplicatedJob: not null } or { GlobalJob: not null };

    private string Name(Api.SwarmService service) => StackServiceNames.Short(observed.Name, service.Spec!.Name!);

    private string KeyOf(Api.SwarmService service) => StackServiceNames.Key(observed.Name, service.Spec!.Name!, declared);
}
