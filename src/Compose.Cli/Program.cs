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
        catch (OutputClosed)
        {
            // `| head` has enough; a program without a handler would have died of SIGPIPE here.
            return ExitCodes.OutputClosed;
        }
        catch (Exception defect)
        {
            // The one place for what nobody expected: the user's mistakes and the engine's refusals never arrive here.
            return DefectReport.Print(defect, args, surroundings.Terminal);
        }
    }
}
