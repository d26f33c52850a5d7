using Compose.Testing;
using Compose.Testing.Engine;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests;

/// <summary>
/// Outputs that cannot be written, readers that go, engines that go, and signals to a program that is busy: nothing hangs, and nothing ends
/// half-way.
/// </summary>
public sealed class OutputTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string Stack = """
        services:
          web:
            image: busybox
            command: sh -c "while true; do echo hello; sleep 0.2; done"
            init: true
            stop_grace_period: 0s
            healthcheck: {test: "true", interval: 1s}
        """;

    [Fact]
    public Task Output_that_cannot_be_written_does_not_stop_a_run() => Scenario.RunAsync(fixture, "unwritable", async scenario =>
    {
        scenario.File("compose.yaml", Stack);
        (await Shell(scenario, """
            $0 up -d 2>/dev/full; echo up $?
            $0 restart 2>&-; echo restart $?
            $0 up -d --force-recreate 2>&1 | true; echo recreate ${PIPESTATUS[0]}
            $0 ps -q | wc -l
            $0 stop >&- 2>&-; echo stop $?
            $0 rm -f >/dev/full 2>&-; echo rm $?
            $0 nonsense 2>/dev/full; echo usage $?
            $0 -f nonsense config 2>&-; echo file $?
            $0 config -q >/dev/full; echo quiet $?
            $0 config 2>&1 >/dev/full; echo data $?
            $0 config 2>&1 >&- ; echo closed $?
            """)).Should().Be("""
            up 0
            restart 0
            recreate 0
            1
            stop 0
            rm 0
            usage 1
            file 1
            quiet 0
            write to the output: No space left on device
            data 1
            write to the output: Bad file descriptor
            closed 1

            """);
        (await scenario.Containers()).Should().BeEmpty();
    });

    [Fact]
    public Task A_reader_that_has_enough_ends_what_it_reads() => Scenario.RunAsync(fixture, "head", async scenario =>
    {
        scenario.File("compose.yaml", Stack);
        (await Shell(scenario, """
            $0 up 2>/dev/null | head -n 1; echo up ${PIPESTATUS[0]}
            $0 ps -q | wc -l
            $0 logs -f web | head -n 1; echo logs ${PIPESTATUS[0]}
            $0 logs -f --format json | head -n 1 | cut -c 1; echo json ${PIPESTATUS[0]}
            $0 stats | head -n 1 | cut -c 1-9; echo stats ${PIPESTATUS[0]}
            $0 events | head -n 1 | grep -c container; echo events ${PIPESTATUS[0]}
            """)).Should().Be("""
            Attaching to web-1
            up 141
            1
            web-1  | hello
            logs 141
            {
            json 141
            CONTAINER
            stats 141
            1
            events 141

            """, "the containers of up go on, as with Docker Compose");
    });

    [Fact]
    public Task Up_ends_with_the_services_that_were_named_whatever_else_it_shows() =>
    Scenario.RunAsync(fixture, "attach dependencies", async scenario =>
    {
        scenario.File("compose.yaml", """
            services:
              job: {image: busybox, command: sh -c "until test -e /said/hello; do sleep 0.1; done; exit 3", volumes: [said:/said], depends_on: {once: {condition: service_completed_successfully}, stays: {condition: service_started}}}
              stays: {image: busybox, command: sh -c "echo hello; touch /said/hello; sleep 600", volumes: [said:/said], init: true, stop_grace_period: 0s}
              once: {image: busybox, command: echo done}
            volumes: {said: }
            """);
        var shown = await scenario.Try("up", "--attach-dependencies", "job");
        shown.ExitCode.Should().Be(0, shown.ToString());
        shown.Output.Should()
            .Contain("stays-1  | hello\n").And.Contain("once-1 exited with code 0\n").And.Contain("job-1 exited with code 3\n");
        ((string?)(await scenario.Container("stays"))["State"]!["Status"]).Should().Be("running");

        // The end of a dependency, which is wanted here, is not the exit that aborts.
        var aborted = await scenario.Try(
            "up", "--attach-dependencies", "--abort-on-container-exit", "--force-recreate", "--always-recreate-deps", "job");
        aborted.ExitCode.Should().Be(3, aborted.ToString());
    });

    [Fact]
    public Task Following_commands_end_with_an_error_when_the_engine_stops() => Scenario.RunAsync(fixture, "engine gone", async scenario =>
    {
        scenario.File("compose.yaml", Stack + """

              never:
                image: busybox
                command: sleep 600
                init: true
                stop_grace_period: 0s
                healthcheck: {test: "false", interval: 1s, retries: 100000}
            """);
        await scenario.Ncompose("up", "-d");
        var listeners = new List<Task<ProcessRun>>();
        await using (var relay = new RecordingRelay(Path.Combine(scenario.Folder, "relay.sock"), new Uri(fixture.DockerHost).LocalPath))
        {
            scenario.Environment["DOCKER_HOST"] = relay.Address;
            foreach (var (command, request) in new[] { ("stats", "/stats"), ("events", "/events"), ("logs -f", "/logs"),
                ("wait web", "/wait"), ("up", "/logs"), ("up -d --wait never", "/events") })
            {
                var before = Count(request);
                listeners.Add(scenario.Try(command.Split(' ')));
                await Eventually.UntilAsync(() => Count(request) > before, $"{command} asks for {request}", listeners[^1]);
            }

            int Count(string request) => relay.Requests.Count(line => line.Contains(request, StringComparison.Ordinal));
        }

        scenario.Environment["DOCKER_HOST"] = fixture.DockerHost;
        foreach (var run in await Task.WhenAll(listeners))
        {
            run.ExitCode.Should().Be(1, run.ToString());
            run.Error.Should().MatchRegex("closed the connection|cannot connect|ended the stream", run.ToString());
        }
    });

    [Fact]
    public Task A_signal_ends_a_program_that_is_busy() => Scenario.RunAsync(fixture, "busy", async scenario =>
    {
        // A pipe that the shell hands over and that never comes to its end: the program's only thread waits for it, with a second
        // descriptor.
        (await Shell(scenario, """
            mkfifo endless
            exec 3<>endless
            for signal in TERM INT; do
              $0 -f /dev/fd/9 ps 9<endless 3>&- 2>/dev/null &
              until ! kill -0 $! || (($(ls -l /proc/$!/fd | grep -c endless) == 2)); do sleep 0.1; done
              kill -$signal $!
              wait $!
              echo $signal $?
            done
            """)).Should().Be("TERM 130\nINT 130\n");
    });

    [Fact]
    public Task No_input_is_taken_for_a_bug_of_ours() => Scenario.RunAsync(fixture, "odd inputs", async scenario =>
    {
        scenario.File("compose.yaml", Stack);
        (await Shell(scenario, """
            exec 2>/dev/null
            ln -s loop loop
            $0 run --env-from-file loop web true; echo loop $?
            $0 up -d -t 9223372036854775807 --dry-run; echo timeout $?
            $0 logs --since 99999999999h; echo since $?
            mkdir gone; cd gone; rmdir ../gone
            $0 ls -q >/dev/null; echo ls $?
            $0 -f nonsense config; echo file $?
            """)).Should().Be("loop 1\ntimeout 0\nsince 1\nls 0\nfile 1\n");
    });

    private static async Task<string> Shell(Scenario scenario, string script) =>
        (await ProcessRun.RunAsync("bash", ["-c", script, RequiredProgram.Ncompose], scenario.Folder, scenario.Environment)).Output;
}
