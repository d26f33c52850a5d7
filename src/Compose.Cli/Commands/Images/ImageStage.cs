using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Execution.Converging;
using Compose.Files.Model;
using Compose.Planning.Desired;
using Compose.Planning.Images;

namespace Compose.Cli.Commands.Images;

/// <summary>The pulls and builds that a command's plan needs first.</summary>
internal sealed class ImageStage(CommandContext run, ComposeProject project, ImagePolicy policy)
{
    public bool QuietBuild { get; init; }

    /// <summary>Every image must be in ncompose.lock.</summary>
    public bool Frozen { get; init; }

    /// <summary>The services that have containers; null when nothing is to be left to the plan that follows.</summary>
    public IReadOnlySet<string>? WithContainers { get; init; }

    /// <summary>For the exit when there are no facts to go on with.</summary>
    public int FailureCode { get; private set; } = ExitCodes.Failure;

    /// <summary>The facts to plan with; null when an image cannot be had, which has been reported.</summary>
    public async Task<NamedMap<ImageFacts>?> RunAsync(Task<NamedMap<ImageFacts>> known, bool quiet)
    {
        var printing = new CommandConvergence(run) { QuietPull = quiet, QuietBuild = QuietBuild };
        var images = await new ImageConvergence(printing, project, policy)
        { Frozen = Frozen, WithContainers = WithContainers }.RunAsync(known);
        FailureCode = printing.FailureCode ?? ExitCodes.Failure;
        return images;
    }
}
