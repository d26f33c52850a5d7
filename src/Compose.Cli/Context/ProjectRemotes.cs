using System.CommandLine;
using System.Globalization;
using Compose.Cli.CommandLine;
using Compose.Execution.Remotes;
using Compose.Host;

namespace Compose.Cli.Context;

/// <summary>How a run fetches the files of its project that are on other machines.</summary>
internal static class ProjectRemotes
{
    /// <summary>Commands that create no containers: a registry that is away must not keep a stack from being stopped.</summary>
    private static readonly string[] AboutWhatRuns =
    [
        "attach", "commit", "cp", "down", "events", "exec", "export", "images", "kill", "logs", "pause", "port", "ps", "restart", "rm",
        "start", "stats", "stop", "top", "unpause", "volumes", "wait",
    ];

    public static RemoteFiles Open(Invocation call, string folder) => new(new RemoteSettings
    {
        Environment = call.Process.Variables,
        InsecureRegistries = call.Global.InsecureRegistries,
        Pins = AsksAgain(call) ? new Dictionary<string, string>() : RemotePins.Read(folder),
        Frozen = IsSet(call, "--frozen"),
        TakesLastRead = AboutWhatRuns.Contains(call.Command.Name),
        PrefersLastRead = AboutWhatRuns.Contains(call.Command.Name) && call.Global is { Files.IsEmpty: true, ProjectName.Length: > 0 },
        Progress = sentence => Tell(call, sentence),
        Limit = Limit(call.Process[EnvironmentNames.RemoteTimeout]),
        Stop = call.Process.Stop,
    });

    /// <summary>`lock --update` without services: all remote files are resolved again.</summary>
    private static bool AsksAgain(Invocation call) => call.Command.Name == "lock" && call.Operands.Count == 0 && IsSet(call, "--update");

    /// <summary>A flag of the command, asked for before the command reads its own.</summary>
    private static bool IsSet(Invocation call, string flag) =>
        call.Command.Options.FirstOrDefault(option => option.Name == flag) is Option<bool> known && call.Value(known);

    private static void Tell(Invocation call, string sentence)
    {
        if (call.Global.Progress is not ("quiet" or "json"))
            call.Terminal.ReportLine(sentence);
    }

    private static TimeSpan Limit(string? seconds) =>
        int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given > 0 ? TimeSpan.FromSeconds(given)
            : RemoteSettings.UsualLimit;
}
