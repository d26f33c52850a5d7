using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Execution.Publishing;

namespace Compose.Cli.Commands.Publish;

/// <summary>`publish`: writes the files of the project into a registry, from where `-f oci://…` and `include` read them.</summary>
internal static class PublishCommand
{
    public const string Description = "Publish compose application";

    public static CommandSpec Build() => Build(Description, begin: _ => { });

    /// <summary>`alpha publish`, from the time before it was a command.</summary>
    public static CommandSpec Alpha() => Build(Description, run => run.Reporter.Warn("publish is now available as a top level command"));

    private static CommandSpec Build(string description, Action<CommandContext> begin)
    {
        var app = Flag.Switch("--app", null, "Published compose application (includes referenced images)");
        var insecure = Flag.Switch("--insecure-registry", null, "Use insecure registry").AsHidden();
        var oci = Flag.Text("--oci-version", null, "OCI image/artifact specification version (automatically determined by default)");
        var digests = Flag.Switch("--resolve-image-digests", null, "Pin image tags to digests");
        var withEnv = Flag.Switch("--with-env", null, "Include environment variables in the published OCI artifact");
        var yes = CommonFlags.Yes();
        return new CommandSpec("publish", description)
        {
            KnowsSwarm = true,
            RequiresValidProjectName = true,
            OperandUsage = "REPOSITORY[:TAG]",
            OperandRule = OperandRule.Exactly(1),
            Examples =
            [
                new("The files of the project, for others to run", "ncompose publish registry.example.com/team/app:1.0"),
                new("Run what was published", "ncompose -f oci://registry.example.com/team/app:1.0 up"),
            ],
            Validate = call => call.Value(oci) is not ("" or "1.0" or "1.1")
                ? $"--oci-version takes 1.0 or 1.1 (found: {GoSyntax.Quote(call.Value(oci))})"
                : !Publisher.IsTarget(call.Operands[0]) ? $"invalid reference format: {call.Operands[0]}" : null,
            Run = call => CommandContext.With(call, run =>
            {
                begin(run);
                return new PublishRun(run, call.Operands[0], new PublishOptions
                {
                    App = call.Value(app),
                    Digests = call.Value(digests) || call.Value(app),
                    WithVariables = call.Value(withEnv),
                    OciVersion = call.Value(oci),
                    Yes = call.Value(yes),
                    IsInsecure = call.Value(insecure),
                }).RunAsync();
            }),
        }.With(app, insecure, oci, digests, withEnv, yes);
    }
}
