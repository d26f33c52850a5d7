using Compose.Testing.Engine;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests;

/// <summary>`ncompose with`: whatever happens, the exit code is right and nothing of the stack is left.</summary>
public sealed class WithTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string Service = "image: busybox, init: true, stop_grace_period: 1s";

    [Fact, Trait("Category", "Smoke")]
    public Task The_command_finds_the_services() => RunAsync("with-addresses", async scenario =>
    {
        scenario.File("compose.yaml", $$"""
            services:
              web-1:
                image: busybox
                init: true
                command: [sh, -c, "mkdir /w; echo hello > /w/index.html; exec httpd -f -p 8080 -h /w"]
                ports: ["127.0.0.1::8080", "127.0.0.1::53/udp"]
                healthcheck: {test: wget -q -O /dev/null http://127.0.0.1:8080/, interval: 200ms}
                volumes: [data:/data]
              quiet: { {{Service}}, command: sleep 600 }
            volumes: {data: }
            """);
        scenario.File("fetch.sh", """
            exec 3<>"/dev/tcp/$WEB_1_HOST/$WEB_1_PORT_8080"
            printf 'GET / HTTP/1.0\r\n\r\n' >&3
            grep hello <&3
            test "$WEB_1_PORT" = "$WEB_1_PORT_8080" && test -n "$WEB_1_PORT_53_UDP" && test -z "$QUIET_HOST" && echo "$COMPOSE_PROJECT_NAME"
            exit 7
            """);

        var run = await scenario.Try("with", "--", "bash", "fetch.sh");

        run.ExitCode.Should().Be(7);
        run.Output.Should().MatchRegex($"^hello\n{scenario.Project}-[0-9a-f]{{8}}\n$");
        run.Error.Should().Contain("web-1-1 Healthy");
    });

    [Theory]
    [InlineData("command: 'false'", "", "true", 1, "exited (1)")]
    [InlineData("command: sleep 600, healthcheck: {test: 'false', interval: 100ms, retries: 2}", "", "true", 1, "is unhealthy")]
    [InlineData("command: sleep 600, healthcheck: {test: 'false', interval: 100ms, start_period: 600s}", "--wait-timeout 2", "true", 1, "")]
    [InlineData("command: no-such-program", "", "true", 1, "no-such-program")]
    [InlineData("image: '127.0.0.1:1/nothing:1'", "", "true", 1, "nothing:1")]
    [InlineData("image: built, build: {context: ., dockerfile_inline: 'FROM busybox\nRUN false'}", "", "true", 1, "")]
    [InlineData("imagee: a", "", "true", 1, "NC0302")]
    [InlineData("depends_on: [nothing]", "", "true", 1, "nothing")]
    [InlineData("env_file: missing.env", "", "true", 1, "missing.env")]
    [InlineData("secrets: [nothing]", "", "true", 1, "nothing")]
    [InlineData("command: sleep 600", "", "false", 1, "")]
    [InlineData("command: sleep 600", "", "no-such-command", 127, "no-such-command: command not found")]
    [InlineData("command: sleep 600", "", "./compose.yaml", 126, "cannot be run")]
    [InlineData("command: sleep 600", "--timeout 1", "sleep 60", 124, "did not end within 1 seconds")]
    [InlineData("command: sleep 600", "--service other", "true", 1, "other")]
    [InlineData("command: sleep 600", "", "kill -9 0", 137, "")]
    public Task A_failure_has_its_exit_code_and_leaves_nothing(string service, string flags, string command, int code, string message) =>
        RunAsync("with-failure", async scenario =>
        {
            var head = service.StartsWith("image", StringComparison.Ordinal) ? "init: true" : Service;
            scenario.File(
                "compose.yaml",
                $"services:\n  a: {{ {head}, {service.Replace("\n", "\\n", StringComparison.Ordinal).Replace("'FROM busybox\\nRUN false'", "\"FROM busybox\\nRUN false\"", StringComparison.Ordinal)} }}\n");
            string[] words = command.StartsWith("kill", StringComparison.Ordinal) ? ["sh", "-c", "kill -9 $$"] : command.Split(' ');

            var run = await scenario.Try(["with", .. flags.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--", .. words]);

            run.ExitCode.Should().Be(code, run.Error);
            run.Error.Should().Contain(message.Length > 0 ? message : "\n");
        });

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public Task A_signal_ends_the_command_and_the_stack_is_removed(string signal) => RunAsync("with-signal", async scenario =>
    {
        scenario.File("compose.yaml", $"services:\n  a: {{ {Service}, command: sleep 600 }}\n");

        var run = await scenario.Try("with", "--", "sh", "-c", $"kill -{signal} $PPID; exec sleep 1000");

        run.ExitCode.Should().Be(130, run.Error);
    });

    [Fact]
    public Task A_signal_ends_the_wait_and_the_stack_is_removed() => RunAsync("with-signal", async scenario =>
    {
        scenario.File("compose.yaml",
            $"services:\n  a: {{ {Service}, command: sleep 600, healthcheck: {{test: 'false', start_period: 600s}} }}\n");
        string[] words = ["--preserve-status", "-s", "INT", "6", RequiredProgram.Ncompose, "with", "--", "sleep", "60"];

        var run = await ProcessRun.RunAsync("timeout", words, scenario.Folder, scenario.Environment);

        run.ExitCode.Should().Be(130, run.Error);
    });

    [Fact]
    public Task The_next_run_removes_what_a_killed_one_has_left() => RunAsync("with-killed", async scenario =>
    {
        scenario.File("compose.yaml",
            $"services:\n  a: {{ {Service}, command: sleep 600, volumes: [data:/data] }}\nvolumes: {{data: }}\n");
        (await scenario.Try("with", "--", "sh", "-c", "kill -9 $PPID")).ExitCode.Should().Be(137);
        (await LeftAsync(scenario)).Should().NotBeEmpty();

        var next = await scenario.Try("with", "--", "true");

        next.ExitCode.Should().Be(0);
        next.Error.Should().MatchRegex($"removing {scenario.Project}-[0-9a-f]{{8}}, which a killed run has left");
    });

    private Task RunAsync(string intent, Func<Scenario, Task> steps) => Scenario.RunAsync(fixture, intent, async scenario =>
    {
        // The records of stacks are kept there; those of other tests are theirs.
        scenario.Environment["TMPDIR"] = scenario.Folder;
        await steps(scenario);
        (await LeftAsync(scenario)).Should().BeEmpty();
        Directory.GetFiles(scenario.Folder, "*.with", SearchOption.AllDirectories).Should().BeEmpty();
    });

    /// <summary>Containers, networks, volumes and images of the stacks of this test.</summary>
    private static async Task<IReadOnlyList<string>> LeftAsync(Scenario scenario)
    {
        var left = new List<string>();
        foreach (var (path, list, name) in ((string, string?, string)[])[("/containers/json?all=1", null, "Names"),
            ("/networks", null, "Name"), ("/volumes", "Volumes", "Name"), ("/images/json", null, "RepoTags")])
        {
            var answer = await scenario.Engine.GetAsync(path);
            foreach (var item in (list is null ? answer : answer[list])?.AsArray() ?? [])
                if (item![name]?.ToJsonString() is { } text && text.Contains(scenario.Project + "-", StringComparison.Ordinal))
                    left.Add(text);
        }

        return left;
    }
}
