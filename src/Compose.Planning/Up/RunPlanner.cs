using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Containers;
using Compose.Planning.Context;
using Compose.Planning.Desired;
using Compose.Planning.Naming;
using Compose.Planning.Networks;
using Compose.Planning.Observed;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Starting;

namespace Compose.Planning.Up;

/// <summary>`run`: dependencies as in `up`, then a one-off container.</summary>
internal static class RunPlanner
{
    /// <summary>
    /// Returns the plan and the container that it creates. <paramref name="desired"/> is the service and its dependencies alone.
    /// </summary>
    public static (Plan Plan, ContainerRef? OneOff) Plan(DesiredState desired, ObservedState observed, RunPolicy run)
    {
        var context = new PlanningContext(desired, observed, run.Dependencies);
        UpPlanner.PlanContainers(context, run.NoDependencies ? [] : desired.Services.Where(spec => spec.Name != run.Service.Name));
        var waits = StartPlanner.Plan(context);
        var oneOff = desired.Find(run.Service.Name) is { } spec ? Create(context, spec, run, waits) : null;
        UpPlanner.Complete(context, waits);
        var plan = UpPlanner.Finish(context);
        return (plan, plan.HasErrors ? null : oneOff);
    }

    /// <summary>Starts a one-off that the first plan has created, with the attached session already open.</summary>
    public static Plan Start(Service service, string id, string name)
    {
        var steps = new PlanBuilder();
        var target = new ContainerTarget(new ContainerRef.Existing(id), service.Name, null, name);
        AddStart(steps, target, service, []);
        return steps.Build();
    }

    private static ContainerRef.CreatedBy Create(PlanningContext context, ServiceSpec declared, RunPolicy run, WaitSteps waits)
    {
        var spec = declared with { Service = run.Service };
        var name = run.Name ?? ContainerName.OneOff(context.Desired.Project, run.Service.Name, run.Slug);
        var links = ContainerEndpoints.LinksOf(context, run.Service, 1);
        var container = new ContainerSpec
        {
            Project = context.Desired.Project,
            Service = run.Service,
            Name = name,
            Image = context.Images[spec.ImageReference],
            Labels = Labels.OfOneOff(
                Labels.OfService(context.Desired.Project, run.Service, context.Desired.Dialect, context.Desired.Options.EnvironmentFiles),
                run.Slug),
            Annotations = Labels.Annotations(run.Service, context.Desired.Options),
            Dialect = context.Desired.Dialect,
            Endpoints = ContainerEndpoints.EndpointsOf(context.Networks, run.Service, name, links, run.UseAliases),
            Links = links,
            Shared = ContainerSpecs.SharedBy(context, spec),
            Volumes = ContainerSpecs.VolumesOf(context, run.Service),
        };
        var reason = new Reason(ReasonCode.Requested);
        var met = waits.DependenciesMet(run.Service.Name, run.Service.DependsOn).Concat(ContainerSpecs.Provided(context, run.Service))
            .Distinct();
        var made = context.Steps.Add(new Operation.CreateContainer(container, name), reason, met);
        var target = new ContainerTarget(new ContainerRef.CreatedBy(made), run.Service.Name, null, name);
        var ready = context.Connect(target, container, [reason]);
        ConfigFileChecks.CheckReferenced(context.Steps, context.Desired.Project, run.Service);
        ConfigFileChecks.CheckInjected(context.Steps, run.Service, spec.Files);
        if (!spec.Files.IsEmpty)
            ready = [context.Steps.Add(new Operation.InjectFiles(target, spec.Files), new Reason(ReasonCode.Inject), ready)];
        if (run.Start)
            AddStart(context.Steps, target, run.Service, ready);
        return new ContainerRef.CreatedBy(made);
    }

    private static void AddStart(PlanBuilder steps, ContainerTarget target, Service service, ImmutableArray<StepId> ready)
    {
        var started = steps.Add(new Operation.StartContainer(target), new Reason(ReasonCode.Requested), ready);
        new StopSteps(steps, null).AddHooks(target, HookKind.PostStart, service.PostStart, [started]);
    }
}
