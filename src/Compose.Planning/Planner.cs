using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Context;
using Compose.Planning.Desired;
using Compose.Planning.Images;
using Compose.Planning.Lifecycle;
using Compose.Planning.Observed;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Up;

namespace Compose.Planning;

/// <summary>
/// Decides what a command does, from what the files declare and what is on the engine. Every method is pure: no engine, no clock, no
/// console.
/// </summary>
public static class Planner
{
    /// <summary>`up`, `create` (without <see cref="UpPolicy.Start"/>) and `scale` (with its scales in the desired state).</summary>
    public static Plan Up(DesiredState desired, ObservedState observed, UpPolicy policy) => UpPlanner.Plan(desired, observed, policy);

    /// <summary>
    /// What comes before <see cref="Up"/>: the providers, whose variables are part of the services that depend on them. Those that depend
    /// on containers are part of `up` itself.
    /// </summary>
    public static Plan Providers(DesiredState desired) => ProviderPlanner.Plan(desired);

    /// <summary>
    /// `run`: the plan, and the container that it creates. <paramref name="desired"/> is the service and its dependencies alone.
    /// </summary>
    public static (Plan Plan, ContainerRef? OneOff) Run(DesiredState desired, ObservedState observed, RunPolicy run) =>
        RunPlanner.Plan(desired, observed, run);

    /// <summary>Starts the container that <see cref="Run"/> has created, with the attached session already open.</summary>
    public static Plan StartOneOff(Service service, string id, string name) => RunPlanner.Start(service, id, name);

    public static Plan Start(ProjectOutline project, ObservedState observed, LifecyclePolicy policy) =>
        StartCommandPlanner.Plan(project, observed, policy);

    public static Plan Stop(ProjectOutline project, ObservedState observed, LifecyclePolicy policy) =>
        StopPlanner.Plan(project, observed, policy);

    public static Plan Restart(ProjectOutline project, ObservedState observed, LifecyclePolicy policy) =>
        RestartPlanner.Plan(project, observed, policy);

    public static Plan Down(ProjectOutline project, ObservedState observed, LifecyclePolicy policy) =>
        DownPlanner.Plan(project, observed, policy);

    public static Plan Kill(ProjectOutline project, ObservedState observed, LifecyclePolicy policy) =>
        ContainerCommands.Kill(project, observed, policy);

    public static Plan Pause(ProjectOutline project, ObservedState observed, LifecyclePolicy policy) =>
        ContainerCommands.Pause(project, observed, policy);

    public static Plan Unpause(ProjectOutline project, ObservedState observed, LifecyclePolicy policy) =>
        ContainerCommands.Unpause(project, observed, policy);

    public static Plan Remove(ProjectOutline project, ObservedState observed, LifecyclePolicy policy) =>
        ContainerCommands.Remove(project, observed, policy);

    /// <summary>The pulls and builds before `up`.</summary>
    public static Plan Images(ComposeProject project, NamedMap<ImageFacts> images, ImagePolicy policy) =>
        ImagePlanner.Plan(project, images, policy);

    /// <summary>Images that can be pulled while other services start.</summary>
    public static ImmutableHashSet<string> DeferrablePulls(
        ComposeProject project, NamedMap<ImageFacts> images, ImagePolicy policy, IReadOnlySet<string> withContainers) =>
        ImagePlanner.Deferrable(project, images, policy, withContainers);

    public static Plan Pull(ComposeProject project, NamedMap<ImageFacts> images, PullOptions options) =>
        PullPlanner.Plan(project, images, options);

    /// <summary>`rmi`: removes the named images; the caller has looked for containers that use them.</summary>
    public static Plan RemoveImages(IEnumerable<string> references) => RemoveImagesPlanner.Plan(references);

    public static Plan Push(ComposeProject project, bool ignoreFailures) => PushPlanner.Plan(project, ignoreFailures);

    /// <summary>
    /// `build`. <paramref name="order"/>: the builder does not order images itself. <paramref name="push"/>: nor does it push them.
    /// </summary>
    public static Plan Build(ComposeProject project, IReadOnlyCollection<string> services, bool withDependencies, bool order, bool push) =>
        BuildPlanner.Plan(project, services, withDependencies, order, push);
}
