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
    [InlineData("command: 'false'", "", "exited (1)")]
    [InlineData("command: sleep 600, healthcheck: {test: 'false', interval: 100ms, retries: 2}", "", "is unhealthy")]
    [InlineData("command: sleep 600, healthcheck: {test: 'false', interval: 100ms, start_period: 600s}", "--wait-timeout 2", "-a-1")]
    [InlineData("command: no-such-program", "", "no-such-program")]
    [InlineData("image: '127.0.0.1:1/nothing:1'", "", "nothing:1")]
    [InlineData("image: built, build: {context: ., dockerfile_inline: \"FROM busybox\\nRUN false\"}", "", "RUN false")]
    public Task A_stack_that_does_not_come_up_is_reported_and_removed(string service, string flags, string message) =>
        RunAsync("with-stack", async scenario =>
        {
            Declare(scenario, service);

            var run = await WithAsync(scenario, flags, "true");

            run.ExitCode.Should().Be(1, run.Error);
            run.Error.Should().Contain(message);
            CiFiles.Report(scenario).Should().Be("a failure");
            CiFiles.Summary(scenario).Should().StartWith("### ❌ ncompose: ").And.NotContain("The command (");
            CiFiles.Artifacts(scenario).Should().BeEmpty("all artifacts are there");
        });

    [Theory]
    [InlineData("false", "", 1, "-a-1")]
    [InlineData("no-such-command", "", 127, "no-such-command: command not found")]
    [InlineData("./compose.yaml", "", 126, "cannot be run")]
    [InlineData("sh|-c|kill -9 $$", "", 137, "-a-1")]
    [InlineData("sh|-c|sleep 600 & echo $! >left.pid; wait", "--timeout 1", 124, "did not end within 1 seconds")]
    [InlineData("sh|-c|kill -INT $PPID; exec sleep 1000", "", 130, "-a-1")]
    [InlineData("sh|-c|sleep 600 & echo $! >left.pid; kill -TERM $PPID; wait", "", 130, "-a-1")]
    public Task A_command_that_fails_has_its_exit_code_and_the_stack_is_removed(string command, string flags, int code, string message) =>
        RunAsync("with-command", async scenario =>
        {
            Declare(scenario, "command: sleep 600");

            var run = await WithAsync(scenario, flags, command.Split('|'));

            run.ExitCode.Should().Be(code, run.Error);
            run.Error.Should().Contain(message);
            CiFiles.Report(scenario).Should().Be("a system-out");
            CiFiles.Summary(scenario).Should().StartWith("### ✅ ncompose: ")
                .And.Contain($"❌ The command ({Path.GetFileName(command.Split('|')[0])}) ended with exit code {code} after ");
            CiFiles.Artifacts(scenario).Should().BeEmpty("all artifacts are there");
        });

    [Theory]
    [InlineData("imagee: a", "", "NC0302")]
    [InlineData("depends_on: [nothing]", "", "nothing")]
    [InlineData("env_file: missing.env", "", "missing.env")]
    [InlineData("secrets: [nothing]", "", "nothing")]
    [InlineData("command: sleep 600", "--service other", "no such service: other")]
    public Task Without_a_stack_the_report_says_what_is_wrong(string service, string flags, string message) =>
        RunAsync("with-files", async scenario =>
        {
            Declare(scenario, service);

            var run = await WithAsync(scenario, flags, "true");

            run.ExitCode.Should().Be(1, run.Error);
            run.Error.Should().Contain(message).And.MatchRegex("^::group::.*\n::endgroup::\n", "the group does not hide what is wrong");
            CiFiles.Report(scenario).Should().EndWith(" failure");
            CiFiles.Summary(scenario).Should().StartWith("### ❌ ncompose: ").And.NotContain("The command (");
            Directory.Exists(Path.Combine(scenario.Folder, CiFiles.Folder)).Should().BeFalse();
        });

    [Fact]
    public Task A_signal_ends_the_wait_and_the_stack_is_removed() => RunAsync("with-signal", async scenario =>
    {
        Declare(scenario, "command: sleep 600, healthcheck: {test: 'false', start_period: 600s}");
        string[] words =
            ["--preserve-status", "-s", "INT", "6", RequiredProgram.Ncompose, "with", .. CiFiles.Flags, "--", "sleep", "60"];

        var run = await ProcessRun.RunAsync("timeout", words, scenario.Folder, scenario.Environment);

        run.ExitCode.Should().Be(130, run.Error);
        CiFiles.Report(scenario).Should().EndWith(" failure");
        CiFiles.Artifacts(scenario).Should().BeEmpty("all artifacts are there");
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

    private static void Declare(Scenario scenario, string service)
    {
        var head = service.StartsWith("image", StringComparison.Ordinal) ? "init: true" : Service;
        scenario.File("compose.yaml", $"services:\n  a: {{ {head}, {service} }}\n");
    }

    private static Task<ProcessRun> WithAsync(Scenario scenario, string flags, params string[] command) =>
        scenario.Try(["with", .. CiFiles.Flags, .. flags.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--", .. command]);

    private Task RunAsync(string intent, Func<Scenario, Task> steps) => Scenario.RunAsync(fixture, intent, async scenario =>
    {
        // The records of stacks are kept there; those of other tests are theirs.
        scenario.Environment["TMPDIR"] = Directory.CreateDirectory(Path.Combine(scenario.Folder, "tmp")).FullName;
        scenario.Environment["GITHUB_STEP_SUMMARY"] = Path.Combine(scenario.Folder, CiFiles.SummaryFile);
        await steps(scenario);
        (await LeftAsync(scenario)).Should().BeEmpty();
    });

    /// <summary>Containers, networks, volumes and images of the stacks of this test, temporary files, a process of the command.</summary>
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

        left.AddRange(Directory.GetFiles(scenario.Environment["TMPDIR"], "*", SearchOption.AllDirectories));
        var process = Path.Combine(scenario.Folder, "left.pid");
        if (File.Exists(process) && IsRunning(File.ReadAllText(process).Trim()))
            left.Add("a process of the command");
        return left;
    }

    /// <summary>A process that has ended may still be listed as one that its parent has not asked about.</summary>
    private static bool IsRunning(string process)
    {
        var stat = $"/proc/{process}/stat";
        return File.Exists(stat) && !File.ReadAllText(stat).Contains(") Z ", StringComparison.Ordinal);
    }
}
