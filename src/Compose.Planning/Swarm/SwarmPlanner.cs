using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Drift;
using Compose.Planning.Plans;
using Compose.Planning.Secrets;
using Compose.Planning.Swarm.Binding;
using Compose.Planning.Swarm.Observed;
using Compose.Planning.Swarm.Releases;
using Docker.DotNet.Models;

namespace Compose.Planning.Swarm;

/// <summary>Decides what a command does on a swarm. Every method is pure: no engine, no clock, no console.</summary>
public static class SwarmPlanner
{
    /// <summary>`up`, `scale` and `stack deploy`.</summary>
    public static Plan Up(ComposeProject project, ObservedStack observed, StackInputs inputs, SwarmPolicy policy) =>
        new StackUpPlanner(project, observed, inputs, policy).Plan();

    /// <summary>`run`: a job of the only service of the project, and what it needs.</summary>
    public static Plan Job(ComposeProject project, ObservedStack observed, StackInputs inputs, SwarmPolicy policy, string name) =>
        new StackUpPlanner(project, observed, inputs, policy, isJob: true).Job(name);

    /// <summary>`rollback`.</summary>
    public static Plan RollBack(ObservedStack observed, Release release, string by) =>
        new StackRollbackPlanner(observed, release, by, Redaction.ByShape).Plan();

    /// <summary>`rebalance`: of the named services, or of all.</summary>
    public static Plan Rebalance(ObservedStack observed, IEnumerable<TaskResponse> tasks, ImmutableArray<string> services) =>
        new StackRebalancing(observed, tasks).Plan(services);

    /// <summary>`drift` against a release.</summary>
    public static DriftReport Drift(ComposeProject project, ObservedStack observed, Release release) =>
        new StackDrift(observed, project.Services, Redaction.ByShape).Of(release.Services);

    /// <summary>`drift` against the files.</summary>
    public static DriftReport Drift(ComposeProject project, ObservedStack observed, StackInputs inputs, SwarmPolicy policy) =>
        new StackDrift(observed, project.Services, inputs.Redaction).Of(new StackUpPlanner(project, observed, inputs, policy).Specs());

    /// <summary>`down` and `stack rm`: services, then what they used. Volumes stay on their nodes.</summary>
    public static Plan Down(ObservedStack observed, NamedMap<Service> declared, bool wait) =>
        StackDownPlanner.Plan(observed, declared, wait);

    /// <summary>`restart`: without names all services.</summary>
    public static Plan Restart(ObservedStack observed, NamedMap<Service> declared, ImmutableArray<string> services) =>
        new StackServicePlanner(observed, declared).Restart(services);

    /// <summary>`stop`: scales to 0.</summary>
    public static Plan Stop(ObservedStack observed, NamedMap<Service> declared, ImmutableArray<string> services) =>
        new StackServicePlanner(observed, declared).Stop(services);

    /// <summary>`start`: scales back to what was there before `stop`.</summary>
    public static Plan Start(ObservedStack observed, NamedMap<Service> declared, ImmutableArray<string> services) =>
        new StackServicePlanner(observed, declared).Start(services);

    /// <summary>`down SERVICE`.</summary>
    public static Plan Remove(ObservedStack observed, NamedMap<Service> declared, ImmutableArray<string> services) =>
        new StackServicePlanner(observed, declared).Remove(services);
}
