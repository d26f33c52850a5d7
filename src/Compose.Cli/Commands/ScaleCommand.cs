using Compose.Cli.CommandLine;
using Compose.Cli.Stack;

namespace Compose.Cli.Commands;

static class ScaleCommand
{
    public static CommandSpec Build()
    {
        var noDeps = Flag.Switch("--no-deps", null, "Don't start linked services");
        return new CommandSpec("scale", "Scale services")
        {
            OperandUsage = "[SERVICE=REPLICAS...]",
            OperandRule = OperandRule.AtLeast(1),
            Run = call => StackRun.With(call, run => RunAsync(run, call)),
        }.With(noDeps);

        Task<int> RunAsync(StackRun run, Invocation call)
        {
            var (scale, objection) = UpFlags.ReadScale(call.Operands);
            return objection is not null
                ? Task.FromResult(run.Reporter.Fail(objection.Replace("--scale option", "scale specifier", StringComparison.Ordinal)))
                : UpRun.RunAsync(run, new UpOptions { Verb = "scale", Services = [.. scale.Keys], Scale = scale, NoDependencies = call.Value(noDeps) });
        }
    }
}
