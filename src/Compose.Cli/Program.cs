using Compose.Cli.Interactive;

namespace Compose.Cli;

static class Program
{
    static async Task<int> Main(string[] args)
    {
        var surroundings = Surroundings.OfProcess();
        try
        {
            return await Application.Run(args, surroundings);
        }
        catch (OutputClosed closed)
        {
            // `| head` has enough; a program without a handler would have died of SIGPIPE here.
            if (closed.Why is null)
                return ExitCodes.OutputClosed;
            surroundings.Terminal.ReportLine($"write to the output: {closed.Why}");
            return ExitCodes.Failure;
        }
        catch (Exception defect)
        {
            // The one place for what nobody expected: the user's mistakes and the engine's refusals never arrive here.
            return DefectReport.Print(defect, args, surroundings.Terminal);
        }
    }
}
