using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;

namespace Compose.Cli.Commands.Up;

/// <summary>`apply FILE`: does what a kept plan says, if the files and the engine are still what it was made from.</summary>
internal static class ApplyCommand
{
    public static CommandSpec Build() => new("apply", "Do what a plan that was kept with plan --out says")
    {
        RequiresValidProjectName = true,
        KnowsSwarm = true,
        OperandRule = OperandRule.Exactly(1),
        OperandUsage = "FILE",
        Examples = [new("Plan, have a look, then do it", "ncompose plan --out change.plan && ncompose apply change.plan")],
        Run = RunAsync,
    };

    private static Task<int> RunAsync(Invocation call)
    {
        var path = Path.Combine(call.Process.CurrentDirectory, call.Operands[0]);
        var (file, invalid) = SavedPlan.Read(path);
        if (file is null)
        {
            call.Terminal.ReportLine(invalid!);
            return Task.FromResult(ExitCodes.Failure);
        }

        var request = file.Request;
        var options = request.Options with { Verb = "up" };
        return CommandContext.With(request.Restore(call), run => UpWorkflow.RunAsync(run, options, kept: file));
    }

    /// <summary>Whether files and engine are what the plan was made from; what is not has been reported.</summary>
    public static bool IsStillSo(CommandContext run, SavedPlan file, string filesNow, string worldNow)
    {
        var files = filesNow == file.Files;
        var world = worldNow == file.World;
        if (files && world)
            return true;
        var what = (files, world) switch
        {
            (false, false) => "the files, and what is on the engine, have changed",
            (false, true) => "the files (or an image, a config or a secret) have changed",
            _ => "what is on the engine has changed",
        };
        run.Reporter.Fail(
            $"the plan is out of date: {what} since it was made", "nothing was done: make the plan again with `ncompose plan --out`");
        return false;
    }
}
