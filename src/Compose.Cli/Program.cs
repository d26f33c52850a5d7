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
        catch (Exception defect)
        {
            // The one place for what nobody expected: the user's mistakes and the engine's refusals never arrive here.
            return DefectReport.Print(defect, args, surroundings.Terminal);
        }
    }
}
