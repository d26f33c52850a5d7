using Compose.Testing.Engine;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests;

/// <summary>`up` that stays, and a user at the keyboard.</summary>
public sealed class AttachedTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string Polite = """
        services:
          web:
            image: busybox
            command: sh -c "trap 'echo goodbye; exit 0' TERM; echo hello; while true; do sleep 0.1; done"
            stop_grace_period: 60s
        """;

    private const string Stubborn = """
        services:
          web:
            image: busybox
            command: sh -c "trap 'echo no' TERM; echo hello; while true; do sleep 0.1; done"
            stop_grace_period: 60s
        """;

    [Fact]
    public Task The_first_Ctrl_C_stops_gracefully_and_shows_the_last_words() => Scenario.RunAsync(fixture, "one ctrl-c", async scenario =>
    {
        scenario.File("compose.yaml", Polite);
        await using var screen = await Open(scenario, "up");
        await screen.ShowsAsync("web-1  | hello");
        await screen.PressAsync("C-c");
        var shown = await screen.ShowsAsync("[exit ");

        shown.Should().Contain("Attaching to web-1").And.Contain("Gracefully Stopping... press Ctrl+C again to force")
            .And.Contain("web-1  | goodbye").And.Contain("web-1 exited with code 0").And.Contain("[exit 130]");
        ((string)(await scenario.Container("web"))["State"]!["Status"]!).Should().Be("exited");
    });

    [Fact]
    public Task The_second_Ctrl_C_kills() => Scenario.RunAsync(fixture, "two ctrl-c", async scenario =>
    {
        scenario.File("compose.yaml", Stubborn);
        await using var screen = await Open(scenario, "up");
        await screen.ShowsAsync("web-1  | hello");
        await screen.PressAsync("C-c");
        await screen.ShowsAsync("web-1  | no");
        await screen.PressAsync("C-c");
        var shown = await screen.ShowsAsync("[exit ");

        shown.Should().Contain("[exit 130]");
        ((int)(await scenario.Container("web"))["State"]!["ExitCode"]!).Should()
            .Be(137, "it was killed long before its grace period was over");
    });

    [Fact]
    public Task In_the_background_of_a_script_an_interrupt_that_comes_twice_at_once_stops_gracefully() =>
    Scenario.RunAsync(fixture, "background", async scenario =>
    {
        scenario.File("compose.yaml", Polite);
        const string script = """
            "$0" up >log 2>&1 &
            until grep -q hello log; do sleep 0.1; done
            kill -INT $! $!
            wait $!
            echo "code $?"
            cat log
            """;
        var run = await ProcessRun.RunAsync("bash", ["-c", script, RequiredProgram.Ncompose], scenario.Folder, scenario.Environment);

        run.Output.Should()
            .Contain("code 130").And.Contain("Gracefully Stopping").And.Contain("web-1  | goodbye").And.Contain("web-1 exited with code 0");
    });

    [Fact]
    public Task The_menu_stands_below_the_lines_and_its_key_detaches() => Scenario.RunAsync(fixture, "menu", async scenario =>
    {
        const string menu = "\nd Detach";
        scenario.File("compose.yaml", """
            services:
              web:
                image: busybox
                command: sh -c "echo hello; until [ -e /tmp/go ]; do sleep 0.1; done; echo again; sleep 600"
                init: true
                stop_grace_period: 0s
              silent: {image: busybox, command: sleep 600, init: true, stop_grace_period: 0s}
            """);
        await using (var screen = await Open(scenario, "up"))
        {
            await screen.ShowsAsync("web-1     | hello" + menu);
            await scenario.Ncompose("exec", "-T", "web", "touch", "/tmp/go");
            await screen.ShowsAsync("web-1     | hello\nweb-1     | again" + menu);
            await screen.PressAsync("Enter", "x");
            await screen.ShowsAsync("again\n" + menu);
            await screen.PressAsync("d");
            (await screen.ShowsAsync("[exit 0]")).Should().EndWith("again\n\n[exit 0]", "the menu goes with us, and keys are not shown");
        }

        (await scenario.Containers()).Should().OnlyContain(container => (string)container["State"]! == "running");

        // A container that says nothing is no reason to show no menu; Ctrl-C takes it away; with --menu=false there is none.
        await using (var silent = await Open(scenario, "up", "silent"))
        {
            await silent.ShowsAsync(menu);
            await silent.PressAsync("C-c");
            (await silent.ShowsAsync("[exit 130]")).Should().NotContain("Detach");
        }

        await using var without = await Open(scenario, "--progress", "tty", "up", "--menu=false", "silent");
        await without.ShowsAsync("Attaching to silent-1");
        await without.PressAsync("d");
        await without.PressAsync("C-c");
        (await without.ShowsAsync("[exit 130]")).Should().NotContain("Detach");

        // The menu stands below the progress; where that goes to a file there is none.
        string[] redirected = ["-c", $"exec {RequiredProgram.Ncompose} up silent 2>errors"];
        await using var quiet = await TerminalScreen.OpenAsync("sh", redirected, scenario.Folder, scenario.Environment);
        await quiet.ShowsAsync("Attaching to silent-1");
        await quiet.PressAsync("C-c");
        (await quiet.ShowsAsync("[exit 130]")).Should().NotContain("Detach");
    });

    [Fact]
    public Task The_shell_keeps_its_terminal_when_up_is_sent_to_the_background() =>
    Scenario.RunAsync(fixture, "menu jobs", async scenario =>
    {
        scenario.File(
            "compose.yaml",
            "services:\n  web: {image: busybox, command: \"sh -c 'echo hello; sleep 600'\", init: true, stop_grace_period: 0s}\n");
        await using var screen = await TerminalScreen.OpenShellAsync(scenario.Folder, scenario.Environment);
        await screen.EnterAsync($"{RequiredProgram.Ncompose} up");
        await screen.ShowsAsync("\nd Detach");
        await screen.PressAsync("C-z");
        (await screen.ShowsAsync("Stopped")).Should().NotContain("Detach");
        await screen.EnterAsync("echo mo''des=$(stty -a | tr ' ;' '\\n\\n' | grep -c -x -e echo -e icanon)");
        await screen.ShowsAsync("modes=2");

        await screen.EnterAsync("fg");
        await screen.ShowsAsync("\nd Detach");
        await screen.PressAsync("C-z");
        await screen.ShowsAsync(shown => shown.Split("Stopped").Length > 2, "Stopped for the second time");
        await screen.EnterAsync("bg; sleep 0.5; jobs");
        await screen.ShowsAsync("Running");
        await screen.EnterAsync("kill %1; wait; echo en''ded");
        await screen.ShowsAsync("\nended");
        ((string)(await scenario.Container("web"))["State"]!["Status"]!).Should().Be("exited");
    });

    [Fact]
    public Task Following_logs_sees_restarts_and_new_replicas_and_ends_with_the_last_container() =>
    Scenario.RunAsync(fixture, "logs -f", async scenario =>
    {
        scenario.File("compose.yaml", Polite.Replace("echo hello", "echo hello from $$HOSTNAME", StringComparison.Ordinal));
        await scenario.Ncompose("up", "-d");
        await using var screen = await Open(scenario, "logs", "-f");
        await screen.ShowsAsync("web-1  | hello");
        await scenario.Ncompose("up", "-d", "--scale", "web=2");
        await screen.ShowsAsync("web-2  | hello");
        await scenario.Ncompose("restart");
        await screen.ShowsAsync("web-2 exited with code 0");
        await scenario.Ncompose("stop");
        (await screen.ShowsAsync("[exit ")).Should().Contain("[exit 0]").And.Contain("goodbye");
    });

    [Fact]
    public Task Lines_of_several_services_come_in_the_order_of_their_time() => Scenario.RunAsync(fixture, "logs order", async scenario =>
    {
        // Neither goes on before the other has said as much: one may start long after the other.
        const string talk =
            "for i in $$(seq 100); do echo NAME-$$i; touch /said/NAME-$$i; until test -e /said/OTHER-$$i; do sleep 0.01; done; done; echo NAME-done; sleep 600";
        scenario.File("compose.yaml", $"""
            services:
              one: &one
                image: busybox
                command: sh -c "{talk.Replace("NAME", "one", StringComparison.Ordinal).Replace("OTHER", "two", StringComparison.Ordinal)}"
                volumes: [said:/said]
                init: true
                stop_grace_period: 0s
              two: {"{<<: *one, command: sh -c \""}{talk.Replace("NAME", "two", StringComparison.Ordinal).Replace("OTHER", "one", StringComparison.Ordinal)}{"\"}"}
              silent: {"{<<: *one, command: sleep 600}"}
            volumes: {"{said: }"}
            """);
        await scenario.Ncompose("up", "-d");
        for (var said = ""; !(said.Contains("one-done", StringComparison.Ordinal) && said.Contains("two-done", StringComparison.Ordinal));)
            said = (await scenario.Ncompose("logs")).Output;
        var stamped = Lines((await scenario.Ncompose("logs", "-t")).Output);
        var stamps = stamped.Select(line => line.Split(' ')[0]).ToList();
        stamps.Should().HaveCount(202).And.BeInAscendingOrder(StringComparer.Ordinal);
        var spoken = stamped.Select(line => line.Split(' ')[1]).ToList();
        spoken.Zip(spoken.Skip(1), (line, next) => line[..3] != next[..3]).Count(changes => changes).Should()
            .BeGreaterThan(5, "both spoke at one time");

        await using var screen = await Open(scenario, "logs", "-f");
        await screen.ShowsAsync("two-done");
        await scenario.Ncompose("exec", "-T", "silent", "sh", "-c", "echo late >/proc/1/fd/1");
        await screen.ShowsAsync("late");
        await scenario.Ncompose("stop");
        var shown = Lines(await screen.ShowsAsync("[exit 0]"));
        shown.Should().Equal([.. spoken, "late"], "what is old comes in its order, and what is new after it, once");

        static List<string> Lines(string output) =>
            [.. output.Split('\n').Where(line => line.Contains(" | ", StringComparison.Ordinal))
                .Select(line => line.Split(" | ")[1].Trim())];
    });

    [Fact]
    public Task The_first_exit_ends_the_whole_when_that_is_wanted() => Scenario.RunAsync(fixture, "abort", async scenario =>
    {
        scenario.File("compose.yaml", """
            services:
              db: {image: busybox, command: sh -c "trap 'exit 0' TERM; touch /shared/ready; while true; do sleep 0.1; done", volumes: [shared:/shared], stop_grace_period: 60s}
              test: {image: busybox, command: sh -c "until rm /shared/ready; do sleep 0.1; done 2>/dev/null; echo works; exit 7", depends_on: [db], volumes: [shared:/shared]}
            volumes: {shared: }
            """);
        foreach (var flags in new[] { new[] { "--abort-on-container-exit" }, ["--exit-code-from", "test"],
            ["--abort-on-container-failure"] })
        {
            var run = await scenario.Try(["up", .. flags]);
            run.ExitCode.Should().Be(7);
            run.Output.Should()
                .Contain("test-1  | works\n").And.Contain("test-1 exited with code 7\n").And.Contain("db-1 exited with code 0\n");
            run.Error.Should().Contain("Aborting on container exit...");
        }

        (await scenario.Try("up", "--exit-code-from", "db", "--abort-on-container-exit")).ExitCode.Should()
            .Be(0, "db ended well when it was stopped");
    });

    [Fact]
    public Task Before_containers_are_removed_a_person_is_asked() => Scenario.RunAsync(fixture, "rm asks", async scenario =>
    {
        scenario.File("compose.yaml", "services:\n  job: {image: busybox, command: 'true'}\n");
        // To its end: what still runs is not asked about.
        await scenario.Ncompose("up");
        await using (var screen = await Open(scenario, "rm"))
        {
            await screen.ShowsAsync($"? Going to remove {scenario.Project}-job-1 (y/N)");
            await screen.PressAsync("n", "Enter");
            await screen.ShowsAsync("[exit 0]");
        }

        (await scenario.Containers()).Should().HaveCount(1);
        await using var again = await Open(scenario, "rm");
        await again.ShowsAsync("(y/N)");
        await again.PressAsync("y", "Enter");
        await again.ShowsAsync("[exit 0]");
        (await scenario.Containers()).Should().BeEmpty();
    });

    [Fact]
    public Task Progress_on_a_terminal_is_one_list() => Scenario.RunAsync(fixture, "tty progress", async scenario =>
    {
        scenario.File(
            "compose.yaml",
            "services:\n  one: {image: busybox, command: sleep 60, init: true}\n  two: {image: busybox, command: sleep 60, init: true}\n");
        // Too low for the list while it runs.
        await using var screen = await TerminalScreen.OpenAsync(
            RequiredProgram.Ncompose, ["up", "-d"], scenario.Folder, scenario.Environment, width: 60, height: 4);
        var shown = await screen.ShowsAsync("[exit 0]");
        var lines = shown.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0).ToList();

        lines.Should().HaveCount(5, "a headline, three things and the exit code, however often the list was drawn: {0}", shown);
        lines[0].Should().Be("[+] up 3/3");
        lines[1..4].Should().OnlyContain(line => line.StartsWith(" ✔ ", StringComparison.Ordinal) && line.EndsWith('s'));
    });

    [Fact]
    public Task The_list_ends_before_the_log_and_what_is_waited_for_is_a_line_of_it() =>
    Scenario.RunAsync(fixture, "attached list", async scenario =>
    {
        scenario.File("compose.yaml", """
            services:
              db: {image: busybox, command: sh -c "echo open; sleep 600", init: true, stop_grace_period: 0s, healthcheck: {test: test -e /healthy, interval: 300ms, retries: 10000}}
              web: {image: busybox, command: sh -c "echo served; sleep 600", init: true, stop_grace_period: 0s, depends_on: {db: {condition: service_healthy}}}
            """);
        await using var screen = await TerminalScreen.OpenAsync(
            RequiredProgram.Ncompose, ["up", "--menu=false"], scenario.Folder, scenario.Environment, width: 80, height: 24);
        await screen.ShowsAsync("web waiting for db-1 to be healthy");
        await screen.ShowsAsync("db-1   | open");
        await scenario.Ncompose("exec", "-T", "db", "touch", "/healthy");
        var lines = (await screen.ShowsAsync("web-1  | served")).Split('\n').Select(line => line.TrimEnd())
            .Where(line => line.Length > 0).ToList();

        lines[0].Should().Be("[+] up 3/3");
        lines[1..4].Should()
            .OnlyContain(line => line.StartsWith(" ✔ ", StringComparison.Ordinal) && line.Contains(" Created ", StringComparison.Ordinal));
        lines[4].Should().Be("Attaching to db-1, web-1");
        lines[5..].Should().BeEquivalentTo("web waiting for db-1 to be healthy", "db-1   | open", "db-1 is healthy", "web-1  | served");
        lines.IndexOf("db-1 is healthy").Should().BeLessThan(lines.IndexOf("web-1  | served"));
        await screen.PressAsync("C-c");
        await screen.ShowsAsync("[exit 130]");
    });

    private static Task<TerminalScreen> Open(Scenario scenario, params string[] arguments) =>
        TerminalScreen.OpenAsync(RequiredProgram.Ncompose, arguments, scenario.Folder, scenario.Environment);
}
