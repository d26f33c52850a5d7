using System.Security.Cryptography;
using Compose.Testing;
using Compose.Testing.Engine;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests;

/// <summary>Commands that talk to containers, as scripts use them.</summary>
public sealed class ExecTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string Stack = """
        services:
          db:
            image: busybox
            command: sleep 600
            init: true
            stop_grace_period: 0s
            healthcheck: {test: "test -e /tmp/ready || { sleep 1; touch /tmp/ready; false; }", interval: 1s, retries: 20}
          web:
            image: busybox
            command: httpd -f -p 80
            init: true
            scale: 2
            ports: ["127.0.0.1::80"]
            stop_grace_period: 0s
            environment: {LEVEL: info, KEPT: "yes"}
            labels: {team: blue}
            depends_on: {db: {condition: service_healthy}}
          off: {image: busybox, profiles: [never]}
        """;

    [Fact]
    public Task Exec_hands_on_streams_and_codes() => InStack("exec", async scenario =>
    {
        (await scenario.Try("exec", "-T", "db", "sh", "-c", "exit 7")).ExitCode.Should().Be(7);
        var both = await scenario.Try(
            "exec", "-T", "-e", "A=1", "-w", "/tmp", "-u", "nobody", "db", "sh", "-c", "echo $A $PWD $(id -un); echo wrong >&2");
        both.Output.Should().Be("1 /tmp nobody\n");
        both.Error.Should().Be("wrong\n");
        (await scenario.Try("exec", "-T", "db", "echo", "--help", "-T")).Output.Should()
            .Be("--help -T\n", "what follows the service is the command's");
        (await scenario.Try("exec", "-T", "db", "no-such-program")).ExitCode.Should()
            .BeOneOf([127, 126], "that is for the engine to say, and 20.10 says 126");

        (await scenario.Try("exec", "dbb", "true")).Error.Should().Be("service \"dbb\" is not running\n  = help: did you mean \"db\"?\n");
        (await scenario.Try("exec", "--index", "9", "web", "true")).Error.Should()
            .Be("service \"web\" is not running container #9\n  = help: running are #1, #2\n");
        (await scenario.Try("exec", "off", "true")).ExitCode.Should().Be(1);
    });

    [Fact]
    public Task Bytes_go_through_a_pipe_unharmed() => InStack("pipe", async scenario =>
    {
        var data = RandomNumberGenerator.GetBytes(48 * 1024 * 1024 + 17);
        var input = Path.Combine(scenario.Folder, "data");
        await File.WriteAllBytesAsync(input, data);
        var piped = await ProcessRun.RunAsync(
            "/bin/sh",
            ["-c", $"{RequiredProgram.Ncompose} exec -T db cat < data > back && cmp data back && {RequiredProgram.Ncompose} exec -T db sh -c 'wc -c' < data"], scenario.Folder, scenario.Environment);
        piped.Output.Trim().Should().Be(data.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), piped.ToString());

        // A reader that has enough ends the whole.
        var head = await ProcessRun.RunAsync(
            "/bin/sh", ["-c", $"{RequiredProgram.Ncompose} exec -T db yes | head -n 1"], scenario.Folder, scenario.Environment);
        head.Output.Should().Be("y\n");
    });

    [Fact]
    public Task A_one_off_is_made_like_the_service_and_as_the_flags_say() => Scenario.RunAsync(fixture, "one-off", async scenario =>
    {
        scenario.File("compose.yaml", Stack);
        var first = await scenario.Try(
            "run", "--rm", "-T", "-e", "LEVEL=debug", "-v", "./:/here:ro", "web", "sh", "-c", "echo $LEVEL $KEPT; ls /here; exit 3");
        first.ExitCode.Should().Be(3, first.ToString());
        first.Output.Should().Be("debug yes\ncompose.yaml\n");
        ((string?)(await scenario.Container("db"))["State"]!["Health"]!["Status"]).Should().Be("healthy", "the dependency was waited for");
        (await scenario.Containers("web")).Should().BeEmpty("--rm, and run starts no replica");

        var id = (await scenario.Ncompose(
            "run", "-d", "--name", scenario.Project + "-mine", "-l", "team=red", "--service-ports", "--entrypoint", "sleep", "web",
            "300")).Output.Trim();
        var made = await scenario.Engine.InspectAsync(id);
        ((string?)made["Name"]).Should().Be($"/{scenario.Project}-mine");
        ((string?)made["Config"]!["Labels"]!["com.docker.compose.oneoff"]).Should().Be("True");
        ((string?)made["Config"]!["Labels"]!["team"]).Should().Be("red");
        ((string?)made["Config"]!["Labels"]!["com.docker.compose.slug"]).Should().HaveLength(64);
        made["HostConfig"]!["PortBindings"]!.AsObject().Should().ContainKey("80/tcp");
        ((string?)made["Path"]).Should().BeOneOf("sleep", "/sbin/docker-init");

        // A replica's name is taken, however much the replica is like what would be made.
        await scenario.Ncompose("up", "-d", "db");
        var replica = await StartedAsync();
        var taken = await scenario.Try("run", "--rm", "-T", "--name", scenario.Project + "-db-1", "--no-deps", "db");
        taken.ExitCode.Should().Be(1);
        taken.Error.Should().Contain($"The container name \"/{scenario.Project}-db-1\" is already in use");
        (await StartedAsync()).Should().Be(replica);

        (await scenario.Try("run", "-P", "-p", "1:1", "web")).Error.Should().StartWith("--service-ports and --publish are incompatible");
        (await scenario.Try("run", "nope")).Error.Should().StartWith("no such service: nope");
        (await scenario.Try("run", "-p", "x:y:z:1", "web")).ExitCode.Should().Be(1);

        async Task<string> StartedAsync() => (string)(await scenario.Container("db"))["State"]!["StartedAt"]!;
    });

    [Fact]
    public Task Files_go_in_and_out_and_nothing_escapes() => InStack("cp", async scenario =>
    {
        scenario.File("site/index.html", "hello");
        scenario.File("site/deep/note", "note");
        File.CreateSymbolicLink(Path.Combine(scenario.Folder, "site/link"), "index.html");
        await scenario.Ncompose("cp", "site", "web:/srv");
        foreach (var index in new[] { "1", "2" })
            (await scenario.Ncompose(
                "exec", "-T", "--index", index, "web", "sh", "-c", "cd /srv; cat index.html deep/note; readlink link")).Output.Should()
                .Be("hellonoteindex.html\n");

        await scenario.Ncompose("cp", "web:/srv/.", "back");
        (await File.ReadAllTextAsync(Path.Combine(scenario.Folder, "back/deep/note"))).Should().Be("note");
        new FileInfo(Path.Combine(scenario.Folder, "back/link")).LinkTarget.Should().Be("index.html");

        // A link that was there before a folder of its name came: what is in the folder is not written through it.
        Directory.CreateDirectory(Path.Combine(scenario.Folder, "outside"));
        Directory.CreateDirectory(Path.Combine(scenario.Folder, "again/srv"));
        File.CreateSymbolicLink(Path.Combine(scenario.Folder, "again/srv/deep"), Path.Combine(scenario.Folder, "outside"));
        await scenario.Ncompose("cp", "web:/srv", "again");
        Directory.EnumerateFileSystemEntries(Path.Combine(scenario.Folder, "outside")).Should().BeEmpty();
        File.Exists(Path.Combine(scenario.Folder, "again/srv/deep/note")).Should().BeTrue();

        var tar = await ProcessRun.RunAsync(
            "/bin/sh", ["-c", $"{RequiredProgram.Ncompose} cp web:/srv - 2>/dev/null | tar -t"], scenario.Folder, scenario.Environment);
        tar.Output.Should().Contain("srv/deep/note");
        (await scenario.Try("cp", "nofile", "web:/srv")).Error.Should().Contain("nofile: no such file or directory");
        (await scenario.Try("cp", "web:/none", ".")).Error.Should().Contain("Could not find the file /none");
        (await scenario.Try("cp", "a", "b")).Error.Should().StartWith("unknown copy direction");
    });

    [Fact]
    public Task Waiting_committing_and_exporting() => InStack("wait", async scenario =>
    {
        await scenario.Ncompose("exec", "-T", "db", "sh", "-c", "echo mark > /mark");
        await scenario.Ncompose("export", "-o", "db.tar", "db");
        var listed = await ProcessRun.RunAsync("tar", ["-xOf", "db.tar", "mark"], scenario.Folder, scenario.Environment);
        listed.Output.Should().Be("mark\n");

        await using var relay = new RecordingRelay(Path.Combine(scenario.Folder, "relay.sock"), new Uri(fixture.DockerHost).LocalPath);
        scenario.Environment["DOCKER_HOST"] = relay.Address;
        var waiting = scenario.Try("wait", "--down-project", "db");
        scenario.Environment["DOCKER_HOST"] = fixture.DockerHost;
        await Eventually.UntilAsync(
            () => relay.Requests.Any(request => request.Contains("/wait", StringComparison.Ordinal)), "the wait is asked for", waiting);
        await scenario.Ncompose("kill", "db");
        var waited = await waiting;
        waited.Output.Should().MatchRegex("^container \"[0-9a-f]{64}\" exited with status code 137\n$");
        waited.ExitCode.Should().Be(137);
        (await scenario.Containers()).Should().BeEmpty("--down-project");
        (await scenario.Try("wait", "db")).Error.Should().StartWith("no containers for project");
    });

    [Fact]
    public Task Bash_completes_commands_flags_services_and_their_values() => InStack("completion", async scenario =>
    {
        (await Complete(scenario, "ncompose exe")).Should().Equal("exec");
        (await Complete(scenario, "ncompose up --no-b")).Should().Equal("--no-build");
        (await Complete(scenario, "ncompose exec ")).Should().Equal(["db", "web"], "only they run");
        (await Complete(scenario, "ncompose up o")).Should().Equal("off");
        (await Complete(scenario, "ncompose --profile ")).Should().Equal("never");
        (await Complete(scenario, "ncompose --ansi=a")).Should().Equal("auto", "always");
        (await Complete(scenario, "ncompose cp w")).Should().Equal("web:");
        (await Complete(scenario, "ncompose -f nothing.yaml up ")).Should().BeEmpty();
    });

    /// <summary>What bash offers when tab is pressed at the end of a line: the script's own function, in a real bash.</summary>
    private static async Task<string[]> Complete(Scenario scenario, string line)
    {
        var words = line.Split(' ').SelectMany(
            word => word.Contains('=') ? [word[..word.IndexOf('=')], "=", word[(word.IndexOf('=') + 1)..]] : new[] { word }).ToArray();
        var quoted = string.Join(' ', words.Select(word => $"'{word}'"));
        var script = $$"""
            PATH={{scenario.Folder}}/bin:$PATH; mkdir -p bin; ln -sf {{RequiredProgram.Ncompose}} bin/ncompose
            source <(ncompose completion bash)
            COMP_WORDS=({{quoted}}); COMP_CWORD={{words.Length - 1}}; COMP_LINE='{{line}}'; COMP_POINT=${#COMP_LINE}
            _ncompose; printf '%s\n' "${COMPREPLY[@]}"
            """;
        var run = await ProcessRun.RunAsync("bash", ["-c", script], scenario.Folder, scenario.Environment);
        return run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private Task InStack(string intent, Func<Scenario, Task> steps) => Scenario.RunAsync(fixture, intent, async scenario =>
    {
        scenario.File("compose.yaml", Stack);
        await scenario.Ncompose("up", "-d");
        await steps(scenario);
    });
}
