using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;

namespace Compose.Cli.Commands.Bridge;

/// <summary>`bridge convert`: Kubernetes manifests of our own, or what a transformation image makes of the model.</summary>
internal static class ConvertCommand
{
    public const string Description = "Convert compose files to Kubernetes manifests, Helm charts, or another model";

    public static CommandSpec Build()
    {
        var output = Flag.Text("--output", "-o", "The output directory for the Kubernetes resources", "out");
        var templates = Flag.Text("--templates", null, "Directory containing transformation templates");
        var transformations = Flag.List("--transformation", "-t",
            "Transformation to apply to compose model (default: ncompose's own, which needs no image)");
        var secrets = Flag.Switch("--with-secrets", null, "Write the contents of secrets into files of the output directory");
        var yes = CommonFlags.Yes();
        return new CommandSpec("convert", Description)
        {
            KnowsSwarm = true,
            OperandRule = OperandRule.None,
            Examples =
            [
                new("Manifests for `kubectl apply -k out/overlays/desktop`", "ncompose bridge convert"),
                new("By a transformation image", "ncompose bridge convert -t docker/compose-bridge-helm"),
            ],
            Run = call => ProjectContext.Open(call) is { } session
                ? CommandContext.With(call, run => new BridgeRun(run, session)
                {
                    Output = Path.GetFullPath(call.Value(output), call.Process.CurrentDirectory),
                    Shown = call.Value(output),
                    Templates = call.Value(templates) is { Length: > 0 } folder ? Path.GetFullPath(folder, call.Process.CurrentDirectory)
                        : null,
                    Transformations = [.. call.Value(transformations)],
                    WithSecrets = call.Value(secrets),
                    AssumeYes = call.Value(yes),
                }.RunAsync())
                : Task.FromResult(ExitCodes.Failure),
        }.With(output, templates, transformations, secrets, yes);
    }
}
