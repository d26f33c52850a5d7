using Compose.Files.Model;
using Compose.Planning.Plans;
using Compose.Planning.Swarm.Binding;
using Compose.Planning.Swarm.Observed;

namespace Compose.Planning.Swarm;

/// <summary>Decides what a command does on a swarm. Every method is pure: no engine, no clock, no console.</summary>
public static class SwarmPlanner
{
    /// <summary>`up`, `scale` and `stack deploy`.</summary>
    public static Plan Up(ComposeProject project, ObservedStack observed, StackInputs inputs, SwarmPolicy policy) =>
        new StackUpPlanner(project, observed, inputs, policy).Plan();

    /// <summary>`down` and `stack rm`: services, then what they used. Volumes stay on their nodes.</summary>
    public static Plan Down(ObservedStack observed, NamedMap<Service> declared, bool wait) =>
        StackDownPlanner.Plan(observed, declared, wait);
}
