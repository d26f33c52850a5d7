using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Desired;
using Compose.Planning.Observed;

namespace Compose.Planning;

/// <summary>`run`: the dependencies as `up` brings them up, then a one-off container.</summary>
public static class RunPlanner
{
    /// <summary>The plan, and the container that it makes. <paramref name="desired"/> is the project narrowed to the service and what it depends on.</summary>
    public static (Plan Plan, ContainerRef? OneOff) Plan(DesiredState desired, ObservedState observed, RunPolicy run)
    {
        var draft = new Draft(desired, observed, run.Dependencies);
        Planner.PlanContainers(draft, run.NoDependencies ? [] : desired.Services.Where(spec => spec.Name != run.Service.Name));
        var waits = StartPlanner.Plan(draft);
        var oneOff = desired.Find(run.Service.Name) is { } spec ? Create(draft, spec, run, waits) : null;
        Planner.Settle(draft, waits);
        var plan = Planner.Finish(draft);
        return (plan, plan.HasErrors ? null : oneOff);
    }

    /// <summary>What starts a one-off that the first plan has made, with the attached session already open.</summary>
    public static Plan Start(Service service, string id, string name)
    {
        var steps = new PlanBuilder();
        var target = new ContainerTarget(new ContainerRef.Existing(id), service.Name, null, name);
        AddStart(steps, target, service, []);
        return steps.Build();
    }

    private static ContainerRef.CreatedBy Create(Draft draft, ServiceSpec declared, RunPolicy run, WaitSteps waits)
    {
        var spec = declared with { Service = run.Service };
        var name = run.Name ?? ContainerName.OneOff(draft.Desired.Project, run.Service.Name, run.Slug);
        var links = ContainerSpecs.LinksOf(draft, run.Service, 1);
        var container = new ContainerSpec
        {
            Project = draft.Desired.Project,
            Service = run.Service,
            Name = name,
            Image = draft.Images[spec.ImageReference],
            Labels = Labels.OfOneOff(Labels.OfService(draft.Desired.Project, run.Service, draft.Desired.Dialect, draft.Desired.Options.EnvironmentFiles), run.Slug),
            Annotations = Labels.Annotations(run.Service, draft.Desired.Options),
            Dialect = draft.Desired.Dialect,
            Endpoints = ContainerSpecs.EndpointsOf(draft.Networks, run.Service, name, links, run.UseAliases),
            Links = links,
            Shared = ContainerSpecs.SharedBy(draft, spec),
            Volumes = ContainerSpecs.VolumesOf(draft, run.Service),
        };
        var reason = new Reason(ReasonCode.Requested);
        var met = waits.DependenciesMet(run.Service.Name, run.Service.DependsOn);
        var made = draft.Steps.Add(new Operation.CreateContainer(container, name), reason, met);
        var target = new ContainerTarget(new ContainerRef.CreatedBy(made), run.Service.Name, null, name);
        var ready = draft.Connect(target, container, [reason]);
        FileChecks.Referenced(draft.Steps, draft.Desired.Project, run.Service);
        FileChecks.Injected(draft.Steps, run.Service, spec.Files);
        if (!spec.Files.IsEmpty)
            ready = [draft.Steps.Add(new Operation.InjectFiles(target, spec.Files), new Reason(ReasonCode.Inject), ready)];
        if (run.Start)
            AddStart(draft.Steps, target, run.Service, ready);
        return new ContainerRef.CreatedBy(made);
    }

    private static void AddStart(PlanBuilder steps, ContainerTarget target, Service service, ImmutableArray<StepId> ready)
    {
        var started = steps.Add(new Operation.StartContainer(target), new Reason(ReasonCode.Requested), ready);
        new StopSteps(steps, null).AddHooks(target, HookKind.PostStart, service.PostStart, [started]);
    }
}
