using Compose.Cli.Hosting;
using Compose.Cli.Terminals;
using Compose.Host.Terminals;

namespace Compose.Cli;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (!OperatingSystem.IsWindows())
            NativeTerminal.OccupyClosedStreams();
        return RunAsync(args).GetAwaiter().GetResult();
    }

    private static async Task<int> RunAsync(string[] args)
    {
        var terminal = Terminal.OfProcess();
        try
        {
            return await Application.Run(args, ProcessContext.OfProcess(terminal));
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
            // The one place for the unexpected: the user's mistakes and the engine's refusals never arrive here.
            return DefectReport.Print(defect, args, terminal);
        }
    }
}
