using Compose.Cli.Hosting;
using Compose.Cli.Loop;
using Compose.Cli.Terminals;
using Compose.Engine;

namespace Compose.Cli;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (!OperatingSystem.IsWindows())
            NativeTerminal.OccupyClosedStreams();
        return OperatingSystem.IsLinux() ? MainLoop.Run(loop => RunAsync(args, loop)) : RunAsync(args, null).GetAwaiter().GetResult();
    }

    private static async Task<int> RunAsync(string[] args, IReadiness? readiness)
    {
        var terminal = Terminal.OfProcess(readiness);
        try
        {
            return await Application.Run(args, ProcessContext.OfProcess(terminal, readiness));
        }
        catch (OutputClosed closed)
        {
            // `| head` has enough; a program without a handler would have died of SIGPIPE here.
            if (closed.Why is null)
                return ExitCodes.OutputClosed;
            terminal.ReportLine($"write to the output: {closed.Why}");
            return ExitCodes.Failure;
        }
        catch (Exception defect)
        {
            // The one place for what nobody expected: the user's mistakes and the engine's refusals never arrive here.
            return DefectReport.Print(defect, args, terminal);
        }
    }
}
