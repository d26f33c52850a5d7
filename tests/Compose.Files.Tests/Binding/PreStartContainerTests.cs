using Compose.Files.Binding;
using Compose.Files.Environment;
using Compose.Files.Model;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Binding;

/// <summary>The container of a pre_start hook is the service with the hook merged over it, as Docker Compose 5.6 does it.</summary>
public sealed class PreStartContainerTests
{
    private static (Service Service, Service Container) Bind(string service, string hook)
    {
        var trees = new Trees { Environment = ComposeEnvironment.Empty };
        var selected = trees.ServiceSelection($"services:\n  web: {{image: app, {service}, pre_start: [{{{hook}}}]}}\n");
        trees.Diagnostics.Should().BeEmpty();
        var request = new LoadRequest
        { Files = [new ComposeFile("compose.yaml", "/project/compose.yaml")], Directory = "/project", Environment = trees.Environment };
        var bound = ProjectBinder.Bind(selected, request, trees.Environment).Services["web"];
        return (bound, PreStartContainer.Of(bound, bound.PreStart[0]));
    }

    [Fact]
    public void An_empty_hook_is_the_container_of_the_service()
    {
        var (service, container) = Bind(
            "user: me, working_dir: /srv, command: [serve], entrypoint: [sh], cap_add: [NET_ADMIN], sysctls: {a: b}, mem_limit: 1g", "");
        container.Should().BeEquivalentTo(new { service.Image, service.User, service.WorkingDir, service.MemLimit });
        container.Command.Should().Equal("serve");
        container.Entrypoint.Should().Equal("sh");
        container.CapAdd.Should().Equal("NET_ADMIN");
        container.Sysctls["a"].Should().Be("b");
        container.Networks.Keys.Should().Equal("default");
    }

    [Fact]
    public void Scalars_and_commands_replace_and_collections_complete()
    {
        var (_, container) = Bind(
            "user: me, command: [serve], environment: {SHARED: service, OWN: '1'}, dns: 192.0.2.1, extra_hosts: [a=192.0.2.2, b=192.0.2.3], ulimits: {nofile: 10}",
            "user: root, image: tool, command: [init], environment: {SHARED: hook, MORE: '2'}, dns: [192.0.2.9], extra_hosts: [a=192.0.2.8], ulimits: {nproc: 5}");
        container.Should().BeEquivalentTo(new { User = "root", Image = "tool" });
        container.Command.Should().Equal("init");
        container.Environment.ToDictionary().Should()
            .BeEquivalentTo(new Dictionary<string, string?> { ["SHARED"] = "hook", ["OWN"] = "1", ["MORE"] = "2" });
        container.Dns.Should().Equal("192.0.2.1", "192.0.2.9");
        container.ExtraHosts.Should().BeEquivalentTo("a=192.0.2.2", "b=192.0.2.3", "a=192.0.2.8");
        container.Ulimits.Keys.Should().BeEquivalentTo("nofile", "nproc");
    }

    [Fact]
    public void Mounts_and_labels_of_the_service_are_not_merged_because_the_engine_hands_on_the_mounts()
    {
        var (_, container) = Bind("volumes: [/a, '/b:/b:ro'], labels: {proxy: 'on'}", "volumes: ['/b:/b'], labels: {mine: '1'}");
        container.Volumes.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Target = "/b", ReadOnly = false });
        container.Labels.Keys.Should().Equal("mine");
    }

    [Fact]
    public void What_orchestrates_a_service_does_not_reach_the_hook()
    {
        var (_, container) = Bind(
            "ports: ['80'], restart: always, scale: 3, healthcheck: {test: x}, depends_on: [], tty: true, deploy: {replicas: 3}",
            "command: [x]");
        container.Ports.Should().BeEmpty();
        container.Restart.Should().BeNull();
        container.HealthCheck.Should().BeNull();
        container.Deploy.Should().BeNull();
        container.Tty.Should().BeFalse();
    }

    [Fact]
    public void The_network_of_the_hook_replaces_that_of_the_service()
    {
        Bind("networks: [default]", "network_mode: none").Container.Should().BeEquivalentTo(new { NetworkMode = "none" });
        Bind("networks: [default]", "network_mode: none").Container.Networks.Should().BeEmpty();
        Bind("network_mode: host", "networks: [default]").Container.NetworkMode.Should().BeNull();
    }
}
