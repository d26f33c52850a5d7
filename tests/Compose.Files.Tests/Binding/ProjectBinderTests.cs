using Compose.Files.Binding;
using Compose.Files.Environment;
using Compose.Files.Model;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Binding;

public sealed class ProjectBinderTests
{
    private static ComposeProject Bind(string yaml, params string[] profiles)
    {
        var trees = new Trees { Environment = ComposeEnvironment.From([new("TOKEN", "secret value")], "shell") };
        var selected = trees.ServiceSelection(yaml, profiles);
        trees.Diagnostics.Should().BeEmpty();
        return ProjectBinder.Bind(
            selected,
            new LoadRequest
            {
                Files = [new ComposeFile("compose.yaml", "/project/compose.yaml")],
                Directory = "/project",
                Environment = trees.Environment
            }, trees.Environment);
    }

    private static Service Service(string attributes) => Bind($"services:\n  web:\n    image: a\n    {attributes}\n").Services["web"];

    [Fact]
    public void Missing_attributes_are_null_or_empty()
    {
        var service = Service("hostname: h");
        service.Command.Should().BeNull();
        service.Init.Should().BeNull();
        service.Scale.Should().BeNull();
        service.Attach.Should().BeTrue();
        service.MemSwappiness.Should().BeNull();
        service.HealthCheck.Should().BeNull();
        service.Networks.Keys.Should().Equal("default");
        service.Replicas.Should().Be(1);
    }

    [Fact]
    public void Values_are_typed()
    {
        var service = Service(
            "{command: [], cpus: 0.5, mem_limit: 1g, stop_grace_period: 1m30s, scale: 0, init: false, attach: false}".Replace(
                "{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)
                .Replace(", ", "\n    ", StringComparison.Ordinal));
        service.Command!.Value.Should().BeEmpty();
        service.Cpus.Should().Be(0.5f);
        service.MemLimit.Should().Be(1L << 30);
        service.StopGracePeriod.Should().Be(TimeSpan.FromSeconds(90));
        service.Scale.Should().Be(0);
        service.Init.Should().BeFalse();
        service.Attach.Should().BeFalse();
    }

    [Fact]
    public void Parts_of_a_service()
    {
        var service = Service("""
            depends_on: {db: {condition: service_healthy, restart: true, required: false}}
                ports: ["127.0.0.1:8080:80/udp"]
                volumes: ["/x:/y:ro", "vol:/z", {type: tmpfs, target: /t, tmpfs: {size: 1k, mode: 0o755}}]
                secrets: [{source: s, mode: 0400, uid: "1"}]
                ulimits: {a: 5, b: {soft: 1, hard: 2}}
                healthcheck: {test: "true", interval: 1.5s, retries: 3, disable: false}
                environment: [A=1, B]
                deploy: {replicas: 2, update_config: {order: start-first, delay: 5s}, resources: {limits: {cpus: "0.5", memory: 1m}}}
                develop: {watch: [{path: /w, action: sync+exec, target: /x, exec: {command: a b}}]}
            """);
        service.DependsOn["db"].Should().Be(new Dependency(DependencyCondition.Healthy, Restart: true, Required: false));
        service.Ports.Single().Should()
            .Be(new Port { Mode = "ingress", HostIp = "127.0.0.1", Target = 80, Published = "8080", Protocol = "udp" });
        service.Volumes.Select(mount => (mount.Type, mount.Source, mount.Target, mount.ReadOnly)).Should().Equal(
            (MountType.Bind, "/x", "/y", true), (MountType.Volume, "vol", "/z", false), (MountType.Tmpfs, null, "/t", false));
        service.Volumes[0].Bind!.CreateHostPath.Should().BeTrue();
        service.Volumes[2].Tmpfs.Should().Be(new TmpfsOptions { Size = 1024, Mode = 0x1ED });
        service.Secrets.Single().Should().Be(new FileReference { Source = "s", Target = "/run/secrets/s", Uid = "1", Mode = 0x100 });
        service.Ulimits["a"].Should().Be(new Ulimit { Single = 5, Soft = 5, Hard = 5 });
        service.Ulimits["b"].Should().Be(new Ulimit { Soft = 1, Hard = 2 });
        service.HealthCheck!.Test.Should().Equal("CMD-SHELL", "true");
        service.HealthCheck.Interval.Should().Be(TimeSpan.FromSeconds(1.5));
        service.Environment["B"].Should().BeNull();
        service.Replicas.Should().Be(2);
        service.Deploy!.UpdateConfig!.Order.Should().Be(UpdateOrder.StartFirst);
        service.Deploy.Limits!.Memory.Should().Be(1 << 20);
        service.Watch.Single().Exec!.Command.Should().Equal("a", "b");
    }

    [Fact]
    public void The_value_of_a_variable_is_in_the_model_and_in_no_tree()
    {
        var project = Bind("secrets: {s: {environment: TOKEN}}\nconfigs: {c: {environment: TOKEN}, d: {content: text}}");
        project.Secrets["s"].Content.Should().Be("secret value");
        project.Configs["c"].Content.Should().Be("secret value");
        project.Configs["d"].Content.Should().Be("text");
        Trees.Show(project.Secrets["s"].Source).Should().NotContain("secret value");
        Trees.Show(project.Configs["c"].Source).Should().NotContain("secret value");
    }

    [Fact]
    public void Services_that_are_off_are_there_too()
    {
        var project = Bind(
            "services: {a: {image: i}, b: {image: i, profiles: [x]}}\nnetworks: {n: {ipam: {config: [{subnet: 10.0.0.0/8}]}}}");
        project.Services.Keys.Should().Equal("a");
        project.DisabledServices.Keys.Should().Equal("b");
        project.Name.Should().Be("p");
        project.Networks["n"].Name.Should().Be("p_n");
        project.Networks["n"].Ipam.Pools.Single().Subnet.Should().Be("10.0.0.0/8");
    }
}
