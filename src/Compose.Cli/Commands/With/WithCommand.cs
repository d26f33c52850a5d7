using System.Collections.Immutable;
using System.Globalization;
using Compose.Cli.CommandLine;
using Compose.Cli.Commands.Ci;
using Compose.Cli.Context;

namespace Compose.Cli.Commands.With;

/// <summary>`with`: a stack of its own for one command, for tests in a pipeline and before a commit.</summary>
internal static class WithCommand
{
    public const string Description = "Run a command with a fresh stack, which is removed afterwards";

    public static CommandSpec Build()
    {
        var build = Flag.Switch("--build", null, "Build images before starting containers");
        var services = Flag.List("--service", null, "Start only this service and what it depends on; may be given several times");
        var timeout = Flag.Number("--timeout", "-t", "End the command after this number of seconds, with exit code 124");
        var waitTimeout = Flag.Number("--wait-timeout", null, "Maximum duration in seconds to wait for the stack to be running|healthy");
        var ci = CiFlags.Create();
        return new CommandSpec("with", Description)
        {
            RequiresValidProjectName = true,
            RefusedOnSwarm = "`up` deploys the stack, and `down` removes it after the command",
            OperandUsage = "-- COMMAND [ARGS...]",
            OperandRule = OperandRule.AtLeast(1),
            StopsAtOperand = true,
            Examples =
            [
                new("Tests against the stack: DB_HOST and DB_PORT say where it is", "ncompose with -- npm test"),
                new("At most five minutes, and the logs when it fails", "ncompose with --timeout 300 --artifacts failed -- pytest"),
                new("Only the database", "ncompose with --service db -- ./migrate.sh"),
            ],
            Validate = call => call.Value(timeout) < 0 || call.Value(waitTimeout) < 0
                ? "--timeout and --wait-timeout must be non-negative integers" : null,
            Run = call => CommandContext.With(call, run => new WithRun(run, new WithOptions
            {
                Command = [.. call.Operands],
                Timeout = call.Value(timeout) is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null,
                Ci = ci.Read(call),
                Up =
                [
                    .. call.Value(build) ? ["--build"] : ImmutableArray<string>.Empty,
                    .. call.Value(waitTimeout) is > 0 and var patience
                        ? ["--wait-timeout", patience.ToString(CultureInfo.InvariantCulture)] : ImmutableArray<string>.Empty,
                    .. ci.Words(call), "--", .. call.Value(services),
                ],
            }).RunAsync()),
        }.With([build, services, timeout, waitTimeout, .. ci.All]);
    }
}
