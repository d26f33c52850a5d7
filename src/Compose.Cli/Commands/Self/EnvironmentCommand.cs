using System.Text;
using Compose.Cli.CommandLine;
using Compose.Cli.Hosting;
using Compose.Host;

namespace Compose.Cli.Commands.Self;

/// <summary>`ncompose environment`: every variable that ncompose reads. docs/environment.md is its output.</summary>
internal static class EnvironmentCommand
{
    public static CommandSpec Build() => new("environment", "List the variables that ncompose reads")
    {
        KnowsSwarm = true,
        OperandRule = OperandRule.None,
        Run = call =>
        {
            call.Terminal.Print(Render());
            return Task.FromResult(ExitCodes.Success);
        },
    };

    public static string Render()
    {
        var page = new StringBuilder("""
            # Environment variables

            Every variable that ncompose reads. Made by `eng/generate.sh` from the catalogue of the code (`EnvironmentNames`).

            A project's files are input: a checkout must not decide which engine is used, which program runs, or which server gets a password. So a `.env` file sets only
            the variables that are marked here, as with Docker Compose. Everything else comes from the environment of the process (or from a flag). A compose file can
            interpolate every variable of both.

            Programs that ncompose starts (buildx, ssh, credential helpers) get the environment of the process, without the DOCKER_CLI_PLUGIN_ variables of docker. buildx
            and ssh read more variables from it (SSH_AUTH_SOCK, proxies, BUILDX_*, BUILDKIT_*), and so does the runtime (TERM, TZ, SSL_CERT_FILE, SSL_CERT_DIR). No `.env` file
            sets those either.

            | variable | what it does | `.env` may set it |
            |---|---|---|

            """);
        foreach (var variable in EnvironmentNames.All)
            page.Append($"| `{variable.Name}` | {variable.Meaning} | {(variable is ProjectVariable ? "yes" : "no")} |\n");
        return page.ToString();
    }
}
