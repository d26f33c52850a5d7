using Compose.Testing.Engine;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests;

/// <summary>Sessions as people have them: in a terminal, with keys, windows and sudden ends.</summary>
public sealed class TerminalTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string Stack = """
        services:
          box:
            image: busybox
            command: sh -c "echo here; exec sleep 600"
            init: true
            stop_grace_period: 0s
          chat:
            image: busybox
            command: sh
            tty: true
            stdin_open: true
            stop_grace_period: 0s
        """;

    private static readonly string Ncompose = RequiredProgram.Ncompose;

    [Fact]
    public Task A_shell_in_exec_is_a_shell() => InTerminal("exec", async (_, screen) =>
    {
        await screen.ResizeAsync(97, 31);
        await screen.EnterAsync($"{Ncompose} exec box sh");
        await screen.ShowsAsync("/ #");
        await ExpectSize(screen, 97, 31);
        await screen.ResizeAsync(66, 22);
        await ExpectSize(screen, 66, 22);

        // Line editing: a letter taken back, and a word put in front.
        await screen.TypeAsync("abX");
        await screen.PressAsync("BSpace", "c", "C-a");
        await screen.EnterAsync("echo ");
        await screen.ShowsAsync("\nabc\n");

        // The key goes to the program that is in the foreground when it arrives: first be sure that this is no longer the shell.
        await screen.EnterAsync("sh -c 'echo slee''ping; exec sleep 300'");
        await screen.ShowsAsync("\nsleeping");
        await screen.PressAsync("C-c");
        await screen.ShowsAsync(shown => shown.EndsWith("/ #", StringComparison.Ordinal), "the container's prompt again");
        await screen.EnterAsync("echo af''ter=$?");
        await screen.ShowsAsync("\nafter=130");
        await screen.PressAsync("C-d");
        await ExpectPrompt(screen);
        await ExpectOrdinaryTerminal(screen);
    });

    [Fact]
    public Task The_detach_keys_leave_what_runs() => InTerminal("detach", async (scenario, screen) =>
    {
        await screen.EnterAsync($"{Ncompose} attach chat");
        await screen.ShowsAsync("/ #");
        await screen.EnterAsync("echo se''en");
        await screen.ShowsAsync("\nseen");
        await screen.PressAsync("C-p", "C-q");
        await screen.ShowsAsync("read escape sequence");
        await ExpectPrompt(screen);
        await screen.EnterAsync("echo co''de=$?");
        await screen.ShowsAsync("code=1");
        ((string?)(await scenario.Container("chat"))["State"]!["Status"]).Should().Be("running");

        // The container's prompt of the first time must be gone before that of the second can be waited for.
        await screen.EnterAsync("clear");
        await screen.ShowsAsync(shown => shown == TerminalScreen.Prompt.Trim(), "nothing but the prompt");
        await screen.EnterAsync($"{Ncompose} attach --detach-keys ctrl-x chat");
        await screen.ShowsAsync("/ #");
        await screen.PressAsync("C-x");
        await screen.ShowsAsync("read escape sequence");
        await ExpectPrompt(screen);
        await ExpectOrdinaryTerminal(screen);
    });

    [Fact]
    public Task A_container_that_is_killed_gives_the_terminal_back() => InTerminal("killed", async (scenario, screen) =>
    {
        await screen.ResizeAsync(80, 25);
        await screen.EnterAsync($"{Ncompose} run --name {scenario.Project}-victim box sh");
        await screen.ShowsAsync("/ #");
        await ExpectSize(screen, 80, 25);
        await scenario.Engine.PostAsync($"/containers/{scenario.Project}-victim/kill");
        await ExpectPrompt(screen);
        await screen.EnterAsync("echo co''de=$?");
        await screen.ShowsAsync("code=137");
        await ExpectOrdinaryTerminal(screen);
    });

    [Fact]
    public Task A_one_off_has_a_terminal_and_its_exit_code_is_ours() => InTerminal("run", async (scenario, screen) =>
    {
        await screen.EnterAsync($"{Ncompose} run --rm box sh");
        await screen.ShowsAsync("/ #");
        await screen.EnterAsync("tty; exit 5");
        await screen.ShowsAsync("/dev/pts/0");
        await ExpectPrompt(screen);
        await screen.EnterAsync("echo co''de=$?");
        await screen.ShowsAsync("code=5");
        (await scenario.Containers("box")).Should().ContainSingle("--rm takes the one-off away");
    });

    [Fact]
    public Task A_hangup_and_Ctrl_C_leave_an_orderly_terminal() => InTerminal("hangup", async (scenario, screen) =>
    {
        foreach (var (command, sign) in new[] { ("exec box sh", "/ #"), ("run --rm box sh", "/ #"), ("up --menu box", "d Detach") })
        {
            await screen.EnterAsync("clear");
            await screen.ShowsAsync(shown => shown == TerminalScreen.Prompt.Trim(), "nothing but the prompt");
            await screen.EnterAsync($"sh -c 'echo $$ >pid; exec {Ncompose} {command}'");
            await screen.ShowsAsync(sign);
            await ProcessRun.RunAsync("sh", ["-c", "kill -HUP $(cat pid)"], scenario.Folder, scenario.Environment);
            await ExpectPrompt(screen);
            await screen.EnterAsync("echo co''de=$?");
            await screen.ShowsAsync("code=129");
            await ExpectOrdinaryTerminal(screen);
        }

        // The prompt does not stand behind the "^C".
        foreach (var (command, sign) in new[] { ("logs -f box", "| here"), ("events --since 1h", "container start"),
            ("stats", "CONTAINER ID") })
        {
            await screen.EnterAsync("clear");
            await screen.ShowsAsync(shown => shown == TerminalScreen.Prompt.Trim(), "nothing but the prompt");
            await screen.EnterAsync($"{Ncompose} {command}");
            await screen.ShowsAsync(sign);
            await screen.PressAsync("C-c");
            await screen.ShowsAsync("^C\n" + TerminalScreen.Prompt.Trim());
        }
    });

    /// <summary>What is typed before the shell has its terminal back is lost.</summary>
    private static Task<string> ExpectPrompt(TerminalScreen screen) =>
        screen.ShowsAsync(shown => shown.EndsWith(TerminalScreen.Prompt.Trim(), StringComparison.Ordinal), "the prompt");

    /// <summary>The window's size reaches the container a little after the window, or after the first prompt.</summary>
    private static async Task ExpectSize(TerminalScreen screen, int width, int height)
    {
        await screen.EnterAsync($"until stty size | grep -x '{height} {width}'; do sleep 0.1; done");
        await screen.ShowsAsync($"\n{height} {width}\n");
    }

    /// <summary>Echo and line editing are on again.</summary>
    private static async Task ExpectOrdinaryTerminal(TerminalScreen screen)
    {
        await screen.EnterAsync("echo mo''des=$(stty -a | tr ' ;' '\\n\\n' | grep -c -x -e echo -e icanon -e isig -e opost)");
        await screen.ShowsAsync("modes=4");
    }

    private Task InTerminal(string intent, Func<Scenario, TerminalScreen, Task> steps) =>
        Scenario.RunAsync(fixture, intent, async scenario =>
    {
        scenario.File("compose.yaml", Stack);
        await scenario.Ncompose("up", "-d");
        await using var screen = await TerminalScreen.OpenShellAsync(scenario.Folder, scenario.Environment);
        await steps(scenario, screen);
    });
}
