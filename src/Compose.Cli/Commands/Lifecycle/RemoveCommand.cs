using Compose.Cli.CommandLine;
using Compose.Files.Diagnostics;
using Compose.Planning;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Cli.Commands.Lifecycle;

/// <summary>`rm`: removes stopped containers.</summary>
internal static class RemoveCommand
{
    public static CommandSpec Build()
    {
        var force = Flag.Switch("--force", "-f", "Don't ask to confirm removal");
        var stop = Flag.Switch("--stop", "-s", "Stop the containers, if required, before removing");
        var volumes = Flag.Switch("--volumes", "-v", "Remove any anonymous volumes attached to containers");
        var all = Flag.Switch("--all", "-a", "Deprecated - no effect").AsHidden();
        return new CommandSpec("rm", "Removes stopped service containers")
        {
            RefusedOnSwarm = "a swarm removes ended tasks by itself: `down SERVICE` removes a service",
            OperandUsage = "[SERVICE...]",
            Examples = [new("Stop and remove web, without a question", "ncompose rm -fs web")],
            Run = call => new LifecycleCommand("rm", Planner.Remove)
            {
                Adjust = policy => policy with { Force = call.Value(force), Stop = call.Value(stop), Volumes = call.Value(volumes) },
                EmptyCode = DiagnosticCode.NothingToRemove,
                Announce = (run, plan, policy) =>
                {
                    if (policy.Force && !plan.IsEmpty)
                        run.Terminal.Remark("Going to remove " + string.Join(", ", Removed(plan)));
                },
            }.RunAsync(call),
        }.With(all, force, stop, volumes);
    }

    private static IEnumerable<string> Removed(Plan plan) =>
        plan.Steps.Select(step => step.Operation).OfType<Operation.RemoveContainer>().Select(remove => remove.Target.Name);
}
