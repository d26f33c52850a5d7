using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Tables;

namespace Compose.Cli.Commands.Images;

/// <summary>`images --prune`: removes what builds of this project have left without a name. Images of others are not touched.</summary>
internal static class ImagePrune
{
    public static async Task<int> RunAsync(CommandContext run)
    {
        if (await run.OutlineAsync([]) is not var (stack, _))
            return ExitCodes.Failure;
        var report = await run.Engine.Transfer.PruneAsync(stack.Project, run.Stop);
        foreach (var removed in report.ImagesDeleted.Select(image => image.Deleted).OfType<string>())
            run.Terminal.Remark("Deleted " + removed);
        run.Terminal.Remark($"Total reclaimed space: {HumanUnits.Size(report.SpaceReclaimed)}");
        return ExitCodes.Success;
    }
}
