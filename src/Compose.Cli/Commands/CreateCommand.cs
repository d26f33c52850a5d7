using Compose.Cli.CommandLine;
using Compose.Cli.Stack;
using Compose.Planning;

namespace Compose.Cli.Commands;

static class CreateCommand
{
    public static CommandSpec Build()
    {
        var (build, noBuild, force, noRecreate, pull) = (UpFlags.Build(), UpFlags.NoBuild(), UpFlags.ForceRecreate(), UpFlags.NoRecreate(), UpFlags.Pull());
        var (quietBuild, frozen) = (UpFlags.QuietBuild(), UpFlags.Frozen());
        var (quietPull, orphans, scale, yes) = (UpFlags.QuietPull(), UpFlags.RemoveOrphans(), UpFlags.Scale(), UpFlags.Yes());
        return new CommandSpec("create", "Creates containers for a service")
        {
            OperandUsage = "[SERVICE...]",
            Check = Objection,
            Run = call => StackRun.With(call, run => UpRun.RunAsync(run, Read(call))),
        }.With(build, force, frozen, noBuild, noRecreate, pull, quietBuild, quietPull, orphans, scale, yes);

        UpOptions Read(Invocation call) => new()
        {
            Verb = "create",
            Services = [.. call.Operands],
            Start = false,
            Build = call.Value(build),
            NoBuild = call.Value(noBuild),
            Pull = call.Value(pull),
            QuietPull = call.Value(quietPull),
            QuietBuild = call.Value(quietBuild),
            Frozen = call.Value(frozen),
            Recreate = call.Value(noRecreate) ? RecreatePolicy.Never : call.Value(force) ? RecreatePolicy.Always : RecreatePolicy.WhenChanged,
            RecreateDependencies = call.Value(noRecreate) ? RecreatePolicy.Never : RecreatePolicy.WhenChanged,
            RemoveOrphans = call.Value(orphans),
            Yes = call.Value(yes),
            Scale = UpFlags.ReadScale(call.Value(scale)).Scale,
        };

        string? Objection(Invocation call) => call switch
        {
            _ when call.Value(build) && call.Value(noBuild) => "--build and --no-build are incompatible",
            _ when call.Value(force) && call.Value(noRecreate) => "--force-recreate and --no-recreate are incompatible",
            _ => UpFlags.PullObjection(call.Value(pull)) ?? UpFlags.ReadScale(call.Value(scale)).Objection,
        };
    }
}
