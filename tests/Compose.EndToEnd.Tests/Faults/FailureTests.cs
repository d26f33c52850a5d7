using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Compose.EndToEnd.Tests.Examples;
using Compose.Testing.Engine;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests.Faults;

/// <summary>
/// What the world does to a stack: each is told in one line with its place in the file and what to do, and changes nothing that it need
/// not.
/// </summary>
public sealed class FailureTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    [Fact]
    public Task No_engine_is_one_line_that_says_what_was_tried_and_what_to_do() => Scenario.RunAsync(fixture, "no engine", async scenario =>
    {
        scenario.File("compose.yaml", "services: {web: {image: busybox}}\n");
        scenario.Environment["DOCKER_HOST"] = $"unix://{scenario.Folder}/no.sock";
        var run = await scenario.Try("up", "-d");
        run.ExitCode.Should().Be(1);
        run.Error.Trim().Should().Contain($"unix://{scenario.Folder}/no.sock").And.Contain("DOCKER_HOST").And.Contain(
            "systemctl start docker").And.NotContain("\n");
    });

    // "localhost" has two addresses, and the second one is tried too.
    [Theory]
    [InlineData("tcp://127.0.0.1:1")]
    [InlineData("tcp://localhost:1")]
    public Task No_engine_at_a_port_is_one_line_too(string host) => Scenario.RunAsync(fixture, "no engine at a port", async scenario =>
    {
        scenario.File("compose.yaml", "services: {web: {image: busybox}}\n");
        scenario.Environment["DOCKER_HOST"] = host;
        var run = await scenario.Try("up", "-d");
        run.ExitCode.Should().Be(1);
        run.Error.Trim().Should().Contain($"{host} (DOCKER_HOST)").And.NotContain("\n");
    });

    [Theory]
    [InlineData("networks: [out]", "networks", "network nct-nothing-here declared as external, but could not be found",
        "docker network create")]
    [InlineData("volumes: [\"out:/data\"]", "volumes", "external volume \"nct-nothing-here\" not found", "docker volume create")]
    public Task A_missing_external_resource_is_an_error_before_the_first_change(string use, string kind, string sentence, string help) =>
        Scenario.RunAsync(fixture, "missing external", async scenario =>
        {
            scenario.File("compose.yaml", $"""
                services:
                  web:
                    image: busybox
                    command: sleep 600
                    {use}
                {kind}:
                  out: {"{"}name: nct-nothing-here, external: true{"}"}
                """);
            await Refused(scenario, sentence, "compose.yaml:7:8", help);
        });

    [Fact]
    public Task A_container_name_of_somebody_else_is_told_before_anything_is_made() =>
    Scenario.RunAsync(fixture, "name taken", async scenario =>
    {
        var name = scenario.Project + "-taken";
        var held = await Foreign(scenario, name, new JsonObject());
        scenario.File("compose.yaml", $"""
            services:
              web:
                image: busybox
                command: sleep 600
                container_name: {name}
            """);
        await Refused(
            scenario, $"The container name \"/{name}\" is already in use by container \"{held}\"", "compose.yaml:5:21 [NC1003]",
            "service \"front\" of project \"othershop\"", $"docker rm {held[..12]}");
        await scenario.Engine.DeleteAsync($"/containers/{held}?force=1");
        await scenario.Ncompose("up", "-d");
        await scenario.Ncompose("down", "-t", "0");
    });

    [Fact]
    public Task A_port_that_is_taken_is_told_with_its_holder_before_anything_is_made() =>
    Scenario.RunAsync(fixture, "port taken", async scenario =>
    {
        var port = Example.FreePorts();
        scenario.File("compose.yaml", $$"""
            services:
              web:
                image: busybox
                command: sleep 600
                init: true
                ports:
                  - "127.0.0.1:${WEB_PORT:-{{port}}}:80"
            """);
        var binding = new JsonArray(
            new JsonObject { ["HostIp"] = "127.0.0.1", ["HostPort"] = port.ToString(CultureInfo.InvariantCulture) });
        var held = await Foreign(
            scenario, scenario.Project + "-holder", new JsonObject { ["PortBindings"] = new JsonObject { ["80/tcp"] = binding } });
        await scenario.Engine.PostAsync($"/containers/{held}/start");
        await Refused(
            scenario, $"Bind for 127.0.0.1:{port} failed: port is already allocated", "compose.yaml:7:9 [NC1002]",
            $"taken by container {scenario.Project}-holder (service \"front\" of project \"othershop\")", "set WEB_PORT to a free port");
        await scenario.Engine.DeleteAsync($"/containers/{held}?force=1");

        using (var listener = new TcpListener(IPAddress.Loopback, port))
        {
            listener.Start();
            await Refused(
                scenario, $"Bind for 127.0.0.1:{port} failed: port is already allocated", "compose.yaml:7:9",
                $"taken by process {Environment.ProcessId} (");
        }

        await scenario.Ncompose("up", "-d");
        await scenario.Ncompose("up", "-d", "--force-recreate", "-t", "0");
        await scenario.Ncompose("down", "-t", "0");
    });

    [Fact]
    public Task An_image_that_cannot_be_had_is_told_with_its_line() => Scenario.RunAsync(fixture, "no image", async scenario =>
    {
        scenario.File("compose.yaml", """
            services:
              web:
                image: 127.0.0.1:1/nct/none:1
            """);
        scenario.Environment["GITHUB_ACTIONS"] = "true";
        await Refused(
            scenario, "Error response from daemon", "compose.yaml:3:12", "pulling image 127.0.0.1:1/nct/none:1",
            "the engine cannot reach the registry",
            $"::error file={scenario.Folder}/compose.yaml,line=3,endLine=3,col=12,");
    });

    [Fact]
    public Task A_dependency_that_dies_is_told_with_the_chain_and_its_last_words() =>
    Scenario.RunAsync(fixture, "dies at start", async scenario =>
    {
        const string stack = """
            services:
              db:
                image: busybox
                command: ["sh", "-c", "echo cannot open data; exit 3"]
                init: true
                healthcheck: {test: "test -e /tmp/open", interval: 1s, retries: 60}
              api: {image: busybox, command: sleep 600, init: true, depends_on: {db: {condition: service_healthy}}}
              web: {image: busybox, command: sleep 600, init: true, depends_on: [api]}
            """;
        scenario.File("compose.yaml", stack);
        var run = await scenario.Try("up", "-d");
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain($"dependency failed to start: container {scenario.Project}-db-1 exited (3)")
            .And.Contain("compose.yaml:2:3").And.Contain("api waits for db").And.Contain("cannot open data")
            .And.Contain(
            $"not done: starting container {scenario.Project}-web-1 (because of container {scenario.Project}-db-1, then container {scenario.Project}-api-1)");

        scenario.File("compose.yaml", stack.Replace("exit 3", "touch /tmp/open; exec sleep 600", StringComparison.Ordinal));
        await scenario.Ncompose("up", "-d", "--wait", "-t", "0");
        (await scenario.Containers()).Should().HaveCount(3).And.OnlyContain(container => (string)container["State"]! == "running");
        await scenario.Ncompose("down", "-t", "0");
    });

    [Fact]
    public Task A_bind_source_that_must_be_there_is_told_with_its_line() => Scenario.RunAsync(fixture, "no bind source", async scenario =>
    {
        scenario.File("compose.yaml", """
            services:
              web:
                image: busybox
                command: sleep 600
                init: true
                volumes:
                  - type: bind
                    source: ./missing
                    target: /data
                    bind: {create_host_path: false}
            """);
        var run = await scenario.Try("up", "-d");
        run.ExitCode.Should().Be(1);
        run.Error.Should()
            .Contain("bind source path does not exist").And.Contain("compose.yaml:8:17").And.Contain("create_host_path: true");
        Directory.CreateDirectory(Path.Combine(scenario.Folder, "missing"));
        await scenario.Ncompose("up", "-d");
        (await scenario.Containers()).Should().ContainSingle().Which["State"]!.GetValue<string>().Should().Be("running");
        await scenario.Ncompose("down", "-t", "0");
    });

    [Fact]
    public Task A_full_disk_is_told_with_what_to_do_and_the_next_up_goes_on() => Scenario.RunAsync(fixture, "full disk", async scenario =>
    {
        // A file system of a few pages: the engine cannot write the config into it.
        scenario.File("compose.yaml", """
            services:
              web:
                image: busybox
                command: sleep 600
                init: true
                stop_grace_period: 0s
                volumes: [small:/small]
                configs: [{source: large, target: /small/large}]
            volumes: {small: {driver_opts: {type: tmpfs, device: tmpfs, o: "size=16k"} } }
            configs: {large: {environment: LARGE} }
            """);
        scenario.Environment["LARGE"] = new string('x', 64 << 10);
        var run = await scenario.Try("up", "-d");
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain("no space left on device\n --> compose.yaml:8:").And.Contain(
            "= while: writing config large -> /small/large into container").And.Contain("= help: the engine's disk is full");
        (await scenario.Containers("web")).Should()
            .OnlyContain(container => (string)container["State"]! == "created", "it does not start without its config");

        scenario.Environment["LARGE"] = "not so large";
        await scenario.Ncompose("up", "-d");
        (await scenario.Containers("web")).Should().ContainSingle().Which["State"]!.GetValue<string>().Should().Be("running");
    });

    [Fact]
    public Task An_attribute_that_the_engine_is_too_old_for_is_told_before_anything_is_made() =>
    Scenario.RunAsync(fixture, "old engine", async scenario =>
    {
        scenario.Environment["DOCKER_API_VERSION"] = "1.41";
        scenario.File("compose.yaml", """
            services:
              web:
                image: busybox
                healthcheck:
                  test: "true"
                  start_period: 5s
                  start_interval: 1s
            """);
        await Refused(
            scenario, "services.web.healthcheck.start_interval requires Docker Engine 25.0 or later", "compose.yaml:7:23 [NC1001]");
    });

    /// <summary>Exit code 1, these words, and nothing on the engine.</summary>
    private static async Task Refused(Scenario scenario, params string[] words)
    {
        var run = await scenario.Try("up", "-d");
        run.ExitCode.Should().Be(1);
        run.Error.Should().ContainAll(words);
        var label = $"com.docker.compose.project={scenario.Project}";
        (await scenario.Containers()).Should().BeEmpty();
        (await scenario.Engine.NetworksAsync(label)).Should().BeEmpty();
        (await scenario.Engine.VolumesAsync(label)).Should().BeEmpty();
    }

    /// <summary>A container of another project; the fixture sweeps it when the test did not get so far.</summary>
    private async Task<string> Foreign(Scenario scenario, string name, JsonObject host)
    {
        var made = await scenario.Engine.PostAsync($"/containers/create?name={name}", new JsonObject
        {
            ["Image"] = "busybox",
            ["Cmd"] = new JsonArray("sleep", "600"),
            ["ExposedPorts"] = new JsonObject { ["80/tcp"] = new JsonObject() },
            ["HostConfig"] = host,
            ["Labels"] = new JsonObject
            {
                [EngineFixture.RunLabelName] = fixture.RunId,
                ["com.docker.compose.project"] = "othershop",
                ["com.docker.compose.service"] = "front",
            },
        });
        return (string)made!["Id"]!;
    }
}
