using Compose.Testing.Engine;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests;

/// <summary>Tab in the shells that completion is for.</summary>
public sealed class ShellCompletionTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string Stack = """
        services:
          web: {image: busybox, profiles: [front]}
          worker: {image: busybox, command: sleep 600, init: true, stop_grace_period: 0s}
        """;

    /// <summary>How the prompts of these shells end, for root and for others.</summary>
    private const string Prompts = "#$%>";

    /// <summary>What is typed, and what Tab makes of it. The X shows whether a blank was added.</summary>
    private static readonly (string Typed, string Shown)[] Completed =
    [
        ("ncompose conf", "ncompose config X"),
        ("ncompose up --abort-on-container-f", "ncompose up --abort-on-container-failure X"),
        ("ncompose --ansi al", "ncompose --ansi always X"),
        ("ncompose config --format=js", "ncompose config --format=json X"),
        ("ncompose up wo", "ncompose up worker X"),
        ("ncompose --profile fr", "ncompose --profile front X"),
        ("ncompose scale wo", "ncompose scale worker=X"),
        ("ncompose cp worker:/tmp ./sub", "ncompose cp worker:/tmp ./subject.txt X"),
        ("ncompose -f other", "ncompose -f other.yaml X"),
        ("ncompose -f ~/other.yaml up ad", "ncompose -f ~/other.yaml up admin X"),
        ("ncompose exec w", "ncompose exec worker X"),
    ];

    [Fact]
    public Task Bash_completes() => Completes("bash", ["--norc", "--noprofile", "-i"], "source <(ncompose completion bash)");

    [Fact]
    public Task Zsh_completes() => Completes("zsh", ["-f", "-i"], "autoload -U compinit; compinit -u; source <(ncompose completion zsh)");

    [Fact]
    public Task Zsh_finds_the_script_among_its_functions() =>
        Completes(
            "zsh", ["-f", "-i"],
            "mkdir functions; ncompose completion zsh >functions/_ncompose; fpath=(functions $fpath); autoload -U compinit; compinit -u");

    [Fact]
    public Task Fish_completes() => Completes("fish", ["--no-config", "-i"], "ncompose completion fish | source");

    private Task Completes(string shell, string[] arguments, string setUp) => Scenario.RunAsync(fixture, "tab " + shell, async scenario =>
    {
        scenario.File("compose.yaml", Stack);
        scenario.File("other.yaml", "services:\n  admin: {image: busybox}\n");
        scenario.File("subject.txt", "");
        var programs = Directory.CreateDirectory(Path.Combine(scenario.Folder, "bin")).FullName;
        File.CreateSymbolicLink(Path.Combine(programs, "ncompose"), RequiredProgram.Ncompose);
        scenario.Environment["PATH"] = programs + Path.PathSeparator + scenario.Environment["PATH"];
        await scenario.Ncompose("up", "-d");
        await using var screen = await TerminalScreen.OpenAsync(
            RequiredProgram.Installed(shell), arguments, scenario.Folder, scenario.Environment);
        await screen.ShowsAsync(shown => shown.Length > 0 && Prompts.Contains(shown[^1]), "the shell's prompt");
        await screen.EnterAsync(setUp + "; echo re''ady");
        await screen.ShowsAsync("\nready");

        foreach (var (typed, shown) in Completed)
        {
            await screen.TypeAsync(typed);
            await screen.PressAsync("Tab", "X");
            await screen.ShowsAsync(shown);
            await screen.PressAsync("C-u");
        }

        // More than one: all of them are listed; nothing that fits: the files of the folder are no answer.
        await screen.TypeAsync("ncompose up w");
        await screen.PressAsync("Tab", "Tab");
        await screen.ShowsAsync(
            shown => shown.Contains("web", StringComparison.Ordinal) && shown.Contains("worker", StringComparison.Ordinal),
            "both services");
        // Not Ctrl-C: that is a signal, and what is typed before the shell has dealt with it may be thrown away.
        await screen.PressAsync("C-u");
        await screen.TypeAsync("ncompose up oth");
        await screen.PressAsync("Tab", "X");
        (await screen.ShowsAsync("ncompose up othX")).Should().NotContain("ncompose up other");
    });
}
