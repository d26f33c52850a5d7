using System.Globalization;
using Compose.Cli.CommandLine;
using Compose.Execution.Remotes;
using Compose.Host;

namespace Compose.Cli.Context;

/// <summary>How a run fetches the files of its project that are on other machines.</summary>
internal static class ProjectRemotes
{
    public static RemoteFiles Open(Invocation call, string folder) => new(new RemoteSettings
    {
        Environment = call.Process.Variables,
        InsecureRegistries = call.Global.InsecureRegistries,
        Progress = sentence => Tell(call, sentence),
        Limit = Limit(call.Process[EnvironmentNames.RemoteTimeout]),
        Stop = call.Process.Stop,
    });

    private static void Tell(Invocation call, string sentence)
    {
        if (call.Global.Progress is not ("quiet" or "json"))
            call.Terminal.ReportLine(sentence);
    }

    private static TimeSpan Limit(string? seconds) =>
        int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given > 0 ? TimeSpan.FromSeconds(given) : RemoteSettings.UsualLimit;
}
