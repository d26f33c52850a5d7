using Compose.Cli.Hosting;
using Compose.Cli.Terminals;
using Compose.Files.Environment;
using Compose.Host;

namespace Compose.Cli.CommandLine;

/// <summary>How things are shown, decided once from flags, variables and what the streams are.</summary>
internal sealed record OutputSettings(ProgressMode Progress, DiagnosticFormat Diagnostics, Style Output, Style Error, bool StatusToOutput)
{
    /// <summary>How builds are shown: their log is on standard output, so it is printed when that is a pipe or a file.</summary>
    public ProgressMode BuildProgress { get; init; } = Progress;

    /// <summary>Where the repository is checked out on GitHub.</summary>
    public string? Workspace { get; init; }

    /// <summary>Before anything is known of the command line: text, coloured on a terminal.</summary>
    public static OutputSettings Default(Terminal terminal) =>
        new(ProgressMode.Plain, DiagnosticFormat.Text, Style.Plain, terminal.ErrorIsTerminal ? Style.Colored : Style.Plain,
            StatusToOutput: false);

    /// <summary>The settings, or the sentence that says which flags contradict each other.</summary>
    /// <param name="options">The command line's.</param>
    /// <param name="process">The process's variables and streams.</param>
    /// <param name="setAnsi">COMPOSE_ANSI, which a project may set.</param>
    public static (OutputSettings? Settings, string? Error) Resolve(GlobalOptions options, ProcessContext process, string? setAnsi)
    {
        var terminal = process.Terminal;
        if (options.NoAnsi && options.Ansi is not (null or "auto"))
            return (null, "cannot specify DEPRECATED \"--no-ansi\" and \"--ansi\". Please use only \"--ansi\"");
        var ansi = options.NoAnsi ? "never" : options.Ansi ?? setAnsi ?? "auto";
        var wanted = options.Progress ?? process[EnvironmentNames.Progress] ?? "";
        var (progress, invalid) = ProgressOf(wanted, ansi, terminal);
        if (invalid is not null)
            return (null, invalid);
        if (DiagnosticsOf(options.Diagnostics, process) is not { } diagnostics)
            return (null, $"unsupported --diagnostics value \"{options.Diagnostics}\"");

        var colorless = ansi == "never" || process[EnvironmentNames.NoColor] is { Length: > 0 };
        return (new OutputSettings(
            progress,
            diagnostics,
            StyleOf(terminal.OutputIsTerminal),
            StyleOf(terminal.ErrorIsTerminal),
            GoValue.IsTruthy(process[EnvironmentNames.StatusToOutput]))
        {
            BuildProgress = progress == ProgressMode.Terminal && wanted != "tty" && !terminal.OutputIsTerminal
                ? ProgressMode.Plain : progress,
            Workspace = process[EnvironmentNames.GitHubWorkspace],
        }, null);

        Style StyleOf(bool isTerminal) => !colorless && (isTerminal || ansi == "always") ? Style.Colored : Style.Plain;
    }

    private static (ProgressMode Mode, string? Error) ProgressOf(string wanted, string ansi, Terminal terminal) => wanted switch
    {
        "" or "auto" => (ansi != "never" && terminal.ErrorIsTerminal ? ProgressMode.Terminal : ProgressMode.Plain, null),
        "tty" when ansi == "never" => (default, "can't use --progress tty while ANSI support is disabled"),
        "tty" => (ProgressMode.Terminal, null),
        "plain" when ansi == "always" => (default, "can't use --progress plain while ANSI support is forced"),
        "plain" => (ProgressMode.Plain, null),
        "json" => (ProgressMode.Json, null),
        "quiet" or "none" => (ProgressMode.Quiet, null),
        _ => (default, $"unsupported --progress value \"{wanted}\""),
    };

    private static DiagnosticFormat? DiagnosticsOf(string? wanted, ProcessContext process) => wanted switch
    {
        null or "" => process[EnvironmentNames.GitHubActions] == "true" ? DiagnosticFormat.GitHub : DiagnosticFormat.Text,
        "text" => DiagnosticFormat.Text,
        "json" => DiagnosticFormat.Json,
        "sarif" => DiagnosticFormat.Sarif,
        "github" => DiagnosticFormat.GitHub,
        _ => null,
    };
}
