using Compose.Testing.Engine;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;
using Compose.Testing.Terminals;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests;

/// <summary>Sessions as people have them: in a terminal, with keys, windows and sudden ends.</summary>
public sealed class TerminalTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string CtrlC = "\u0003";
    private const string CtrlD = "\u0004";
    private const string DetachKeys = "\u0010\u0011";

    private const string Stack = """
        services:
          box:
            image: busybox
            command: sleep 600
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
    public Task A_shell_in_exec_is_a_shell() => InTerminal("exec", async (_, shell) =>
    {
        await shell.Resize(31, 97);
        await shell.Type($"{Ncompose} exec box sh\r");
        await shell.Expect("# ");
        await ExpectSize(shell, 31, 97);
        await shell.Resize(22, 66);
        await ExpectSize(shell, 22, 66);

        // Line editing: a letter taken back, and a word put in front.
        await shell.Type("abX\u007fc\u0001echo \r");
        await shell.Expect("\nabc\r\n");

        // The key goes to whoever is in the foreground when it arrives: first be sure that this is no longer the shell.
        await shell.Type("sh -c 'echo slee''ping; exec sleep 300'\r");
        await shell.Expect("sleeping\r\n");
        await shell.Type(CtrlC);
        await shell.Expect("# ");
        await shell.Type("echo after=$?\r");
        await shell.Expect("after=130");
        await shell.Type(CtrlD);
        await shell.Expect(TerminalShell.Prompt);
        await ExpectOrdinaryTerminal(shell);
    });

    [Fact]
    public Task The_detach_keys_leave_what_runs() => InTerminal("detach", async (scenario, shell) =>
    {
        await shell.Type($"{Ncompose} attach chat\r");
        await shell.Expect("# ");
        await shell.Type("echo se''en\r");
        await shell.Expect("seen\r\n");
        await shell.Type(DetachKeys);
        await shell.Expect("read escape sequence");
        await shell.Type("echo code=$?\r");
        await shell.Expect("code=1");
        ((string?)(await scenario.Container("chat"))["State"]!["Status"]).Should().Be("running");

        await shell.Type($"{Ncompose} attach --detach-keys ctrl-x chat\r");
        await shell.Expect("# ");
        await shell.Type("\u0018");
        await shell.Expect("read escape sequence");
        await ExpectOrdinaryTerminal(shell);
    });

    [Fact]
    public Task A_container_that_is_killed_gives_the_terminal_back() => InTerminal("killed", async (scenario, shell) =>
    {
        await shell.Resize(25, 80);
        await shell.Type($"{Ncompose} run --name {scenario.Project}-victim box sh\r");
        await shell.Expect("# ");
        await ExpectSize(shell, 25, 80);
        await scenario.Engine.PostAsync($"/containers/{scenario.Project}-victim/kill");
        await shell.Expect(TerminalShell.Prompt);
        await shell.Type("echo code=$?\r");
        await shell.Expect("code=137");
        await ExpectOrdinaryTerminal(shell);
    });

    [Fact]
    public Task A_one_off_has_a_terminal_and_its_exit_code_is_ours() => InTerminal("run", async (scenario, shell) =>
    {
        await shell.Type($"{Ncompose} run --rm box sh\r");
        await shell.Expect("# ");
        await shell.Type("tty; exit 5\r");
        await shell.Expect("/dev/pts/0");
        await shell.Expect(TerminalShell.Prompt);
        await shell.Type("echo code=$?\r");
        await shell.Expect("code=5");
        (await scenario.Containers("box")).Should().ContainSingle("--rm takes the one-off away");
    });

    /// <summary>The window's size reaches the container a little after the window, or after the first prompt.</summary>
    private static async Task ExpectSize(TerminalShell shell, int rows, int columns)
    {
        await shell.Type($"until stty size | grep -x '{rows} {columns}'; do sleep 0.1; done\r");
        await shell.Expect($"\n{rows} {columns}\r\n");
        await shell.Expect("# ");
    }

    /// <summary>Echo and line editing are on again.</summary>
    private static async Task ExpectOrdinaryTerminal(TerminalShell shell)
    {
        await shell.Type("echo mo''des=$(stty -a | tr ' ;' '\\n\\n' | grep -c -x -e echo -e icanon -e isig -e opost)\r");
        await shell.Expect("modes=4");
    }

    private Task InTerminal(string intent, Func<Scenario, TerminalShell, Task> steps) => Scenario.RunAsync(fixture, intent, async scenario =>
    {
        scenario.File("compose.yaml", Stack);
        await scenario.Ncompose("up", "-d");
        await using var shell = await TerminalShell.StartAsync(scenario.Folder, scenario.Environment);
        await steps(scenario, shell);
    });
}
