using System.Text.Json.Nodes;
using Compose.Testing.Engine;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests;

/// <summary>pre_stop hooks run whatever it is that stops a container.</summary>
public sealed class HookTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string Head = "image: busybox, command: sleep 600, init: true, stop_grace_period: 0s, volumes: ['./out:/out']";

    [Fact]
    public Task A_hook_runs_on_recreate_scale_down_and_removal_even_of_what_the_files_have_forgotten() =>
    Scenario.RunAsync(fixture, "pre_stop", async scenario =>
    {
        scenario.File("out/told", "");
        Write(scenario, "one", replicas: 2);
        await scenario.Ncompose("up", "-d");
        foreach (var service in new[] { "web", "private" })
        {
            var container = (await scenario.Containers(service))[0];
            container["Labels"]!.ToJsonString().Should().NotContain("/out/told", "no text of a hook is in a label");
            container["HostConfig"]!["Annotations"]!.ToJsonString().Should()
                .Contain("ncompose.pre-stop").And.NotContain("s3cr3t-word", "what a hook's environment holds is kept nowhere");
        }

        Write(scenario, "one", replicas: 1);
        await scenario.Ncompose("up", "-d");
        await HaveTold(scenario);

        Write(scenario, "two", replicas: 1);
        await scenario.Ncompose("up", "-d");
        await HaveTold(scenario);

        scenario.File("compose.yaml", $$"""services: {other: { {{Head}} } }""");
        var run = await scenario.Ncompose("up", "-d", "--remove-orphans");
        await HaveTold(scenario);
        run.Error.Should().Contain("private-1 is stopped without its pre_stop hook").And.NotContain("web-1 is stopped without");

        Write(scenario, "two", replicas: 1);
        await scenario.Ncompose("up", "-d", "--remove-orphans");
        File.Delete(Path.Combine(scenario.Folder, "compose.yaml"));
        await scenario.Ncompose("down");
        await HaveTold(scenario);
    });

    [Fact]
    public Task A_farewell_that_fails_holds_up_a_stop_but_not_what_takes_its_place() => Scenario.RunAsync(fixture, "ill", async scenario =>
    {
        const string ill =
            "services: {web: {image: busybox, command: sleep 600, init: true, stop_grace_period: 0s, environment: [LEVEL], pre_stop: [{command: [sh, -c, 'echo ill; exit 4']}]}}";
        scenario.File("compose.yaml", ill);
        await scenario.Ncompose("up", "-d");
        (await scenario.Try("stop")).ExitCode.Should().Be(1, "that is so with Docker Compose, too");
        scenario.Environment["LEVEL"] = "two";
        var run = await scenario.Ncompose("up", "-d");
        run.Error.Should().Contain("pre_stop: web hook exited with status 4: ill");
        (await scenario.Container("web"))["Config"]!["Env"]!.ToJsonString().Should().Contain("LEVEL=two");
    });

    [Fact]
    public Task A_pre_start_container_completes_the_service_and_stays_when_it_fails() =>
    Scenario.RunAsync(fixture, "pre_start", async scenario =>
    {
        scenario.Environment["TOKEN"] = "from-the-shell";
        Prepare(scenario, "exit 0");
        await scenario.Ncompose("up", "-d");
        (await scenario.Ncompose("exec", "-T", "web", "cat", "/data/seen")).Output.Trim().Should()
            .Be("10.9.8.7 10.9.8.6 from-the-shell kept");
        (await scenario.Try("exec", "-T", "web", "touch", "/data/blocked")).ExitCode.Should().NotBe(0, "the service mounts it read-only");
        (await scenario.Containers("web")).Should().ContainSingle("a hook that succeeds is removed");

        Prepare(scenario, "echo no such table >&2; exit 3");
        for (var i = 0; i < 2; i++)
        {
            var failed = await scenario.Try("up", "-d");
            failed.ExitCode.Should().NotBe(0);
            failed.Error.Should().Contain("pre_start[0] exited with code 3").And.Contain("no such table").And.Contain("retained");
            Hooks(await scenario.Containers()).Should().Be(1, "the next run removes what the last has left");
        }

        await scenario.Ncompose("down", "other");
        Hooks(await scenario.Containers()).Should().Be(1);
        await scenario.Ncompose("down", "web");
        (await scenario.Containers("web")).Should().BeEmpty();

        static int Hooks(IReadOnlyList<JsonNode> containers) =>
            containers.Count(container => container["Labels"]!["com.docker.compose.hook"] is not null);
    });

    private static void Prepare(Scenario scenario, string end) => scenario.File("compose.yaml", $$"""
        services:
          web:
            {{Head.Replace(", ", "\n    ", StringComparison.Ordinal).Replace("volumes: ['./out:/out']", "volumes: ['data:/data:ro', /kept]", StringComparison.Ordinal)}}
            extra_hosts: [inherited=10.9.8.7]
            labels: {proxy: "on"}
            pre_start:
              - command:
                - sh
                - -c
                - |
                  echo $$(grep -w inherited /etc/hosts | cut -f1) $$(grep -w own /etc/hosts | cut -f1) $$(cat /run/secrets/token) $$(test -d /kept && echo kept) > /data/seen
                  {{end}}
                extra_hosts: [own=10.9.8.6]
                volumes: ["data:/data"]
                secrets: [token]
          other: { {{Head}} }
        volumes: {data: }
        secrets:
          token: {environment: TOKEN}
        """);

    private static void Write(Scenario scenario, string level, int replicas) => scenario.File("compose.yaml", $$"""
        services:
          web: { {{Head}}, scale: {{replicas}}, environment: {LEVEL: {{level}} }, pre_stop: [{command: [sh, -c, 'hostname >> /out/told'], user: root}] }
          private: { {{Head}}, pre_stop: [{command: [sh, -c, 'echo $$WORD >> /out/told'], environment: {WORD: s3cr3t-word} }] }
        """);

    /// <summary>The hook of one container has run since the last look.</summary>
    private static async Task HaveTold(Scenario scenario)
    {
        var file = Path.Combine(scenario.Folder, "out/told");
        (await File.ReadAllLinesAsync(file)).Should().ContainSingle();
        await File.WriteAllTextAsync(file, "");
    }
}
