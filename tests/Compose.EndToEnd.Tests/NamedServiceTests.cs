using Compose.Testing.Engine;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests;

/// <summary>
/// What a command does for a service that is named: its profiles are active, and with --no-deps what it shares may run already.
/// </summary>
public sealed class NamedServiceTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    [Fact]
    public Task Naming_a_service_activates_its_profiles() => Scenario.RunAsync(fixture, "profiles", async scenario =>
    {
        scenario.File("compose.yaml", """
            x-service: &service {image: busybox, command: sleep 600, stop_grace_period: 0s}
            services:
              web: {<<: *service}
              debug: {<<: *service, profiles: [debug], networks: [own]}
            networks: {own: }
            """);
        await scenario.Ncompose("--profile", "debug", "up", "-d");
        foreach (var (command, state) in new[] { ("stop", "exited"), ("start", "running"), ("kill", "exited"), ("restart", "running"),
            ("pause", "paused"), ("unpause", "running") })
        {
            await scenario.Ncompose(command, "debug");
            (await StateOf("debug")).Should().Be(state, "that is what `{0}` is for", command);
        }

        await scenario.Ncompose("rm", "-sf", "debug");
        (await scenario.Containers("debug")).Should().BeEmpty();
        await scenario.Ncompose("up", "-d", "debug");
        await scenario.Ncompose("down", "debug");
        (await scenario.Containers("debug")).Should().BeEmpty();
        (await StateOf("web")).Should().Be("running", "only debug was named");
        var networks = await scenario.Engine.NetworksAsync($"com.docker.compose.project={scenario.Project}");
        networks.Select(network => (string)network["Name"]!).Should().Equal($"{scenario.Project}_default");

        async Task<string> StateOf(string service) => (string)(await scenario.Container(service))["State"]!["Status"]!;
    });

    [Fact]
    public Task Without_dependencies_a_running_container_is_shared() => Scenario.RunAsync(fixture, "no deps", async scenario =>
    {
        scenario.File("compose.yaml", """
            x-service: &service {image: busybox, command: sleep 600, stop_grace_period: 0s}
            services:
              db: {<<: *service}
              app: {<<: *service, network_mode: "service:db"}
            """);
        var missing = await scenario.Try("up", "-d", "--no-deps", "app");
        missing.ExitCode.Should().Be(1);
        missing.Error.Should().Contain("cannot share network namespace with service db: container missing");
        await scenario.Ncompose("up", "-d", "db");
        await scenario.Ncompose("up", "-d", "--no-deps", "app");
        (await scenario.Ncompose("run", "--rm", "--no-deps", "-T", "app", "echo", "hello")).Output.Should().Be("hello\n");
        (await scenario.Containers()).Should().HaveCount(2);
    });

    [Fact]
    public Task Attributes_that_are_not_supported_are_refused_before_anything_is_made() =>
    Scenario.RunAsync(fixture, "unsupported", async scenario =>
    {
        scenario.File("compose.yaml", """
            services:
              other: {image: busybox, command: sleep 600, stop_grace_period: 0s}
              model:
                image: busybox
                models: [llm]
              outside:
                provider: {type: cloud}
              probe:
                image: busybox
                healthcheck: {test: "true", start_interval: 1s}
            models: {llm: {model: ai/smollm2} }
            """);
        foreach (var command in new[] { "up -d", "create", "plan", "scale model=2", "run --rm -T model true" })
        {
            var run = await scenario.Try(command.Split(' '));
            run.ExitCode.Should().Be(1, "{0} must not ignore what is declared", command);
            run.Error.Should().Contain("compose.yaml:5:5 [NC1007]");
            if (!command.Contains("model", StringComparison.Ordinal))
                run.Error.Should().MatchRegex("compose\\.yaml:7:\\d+ \\[NC1005\\]").And.Contain("[NC0759]").And.Contain(
                    "healthcheck.start_interval requires healthcheck.start_period to be set");
        }

        (await scenario.Containers()).Should().BeEmpty();
        (await scenario.Engine.NetworksAsync($"com.docker.compose.project={scenario.Project}")).Should().BeEmpty();
        (await scenario.Ncompose("config")).Output.Should().Contain("smollm2");
        await scenario.Ncompose("run", "--rm", "-T", "other", "true");
    });

    [Fact]
    public Task Content_in_containers_of_Docker_Compose_is_compared() => Scenario.RunAsync(fixture, "content", async scenario =>
    {
        Write("one", "secret one");
        await scenario.Peer("up", "-d");
        (await scenario.Ncompose("plan")).Output.Should().StartWith("Nothing to do");
        Write("two", "secret one");
        (await scenario.Ncompose("plan")).Output.Should().Contain("content-changed (configs/c)").And.NotContain("(secrets/s");
        Write("one", "longer secret");
        (await scenario.Ncompose("plan")).Output.Should().Contain("content-changed (secrets/s)").And.NotContain("(configs/c");
        await scenario.Ncompose("up", "-d");
        var id = (string)(await scenario.Container("web"))["Id"]!;
        (await scenario.Engine.ExecAsync(id, "cat", "/run/secrets/s")).Output.Should().Be("longer secret");
        (await scenario.Ncompose("plan")).Output.Should().StartWith("Nothing to do");

        void Write(string config, string secret)
        {
            scenario.File(".env", $"VALUE={secret}");
            scenario.File("compose.yaml", $$"""
                services:
                  web: {image: busybox, command: sleep 600, stop_grace_period: 0s, configs: [c], secrets: [s]}
                configs: {c: {content: "{{config}}"} }
                secrets: {s: {environment: VALUE} }
                """);
        }
    });

    [Fact]
    public Task A_network_that_others_use_is_reported_with_its_users() => Scenario.RunAsync(fixture, "network in use", async scenario =>
    {
        scenario.File("compose.yaml", "services: {web: {image: busybox, command: sleep 600, stop_grace_period: 0s} }");
        scenario.File("other.yaml", $$"""
            services: {guest: {image: busybox, command: sleep 600, stop_grace_period: 0s, networks: [host]} }
            networks: {host: {external: true, name: {{scenario.Project}}_default} }
            """);
        await scenario.Ncompose("up", "-d");
        await scenario.Ncompose("-p", scenario.Project + "other", "-f", "other.yaml", "up", "-d");
        var down = await scenario.Ncompose("down");
        down.Error.Should()
            .Contain(
            $"Resource is still in use by container {scenario.Project}other-guest-1 (service \"guest\" of project \"{scenario.Project}other\")");
        await scenario.Ncompose("-p", scenario.Project + "other", "-f", "other.yaml", "down");
        await scenario.Ncompose("down");
    });
}
