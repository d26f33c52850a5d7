using Compose.Files.Diagnostics;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Merging;

public sealed class MergerTests
{
    [Theory]
    [InlineData("environment: {B: 1, A: }", "environment: [A=2, C]", "environment", "{A: 2, B: 1, C: null}")]
    [InlineData("labels: [a=b]", "labels: {a: c}", "labels", "{a: c}")]
    [InlineData("command: [a, b]", "command: c", "command", "[c]")]
    [InlineData("command: [a, b]", "command:", "command", "nothing")]
    [InlineData("dns: 1.1.1.1", "dns: [8.8.8.8, 1.1.1.1]", "dns", "[1.1.1.1, 8.8.8.8]")]
    [InlineData("security_opt: [a]", "security_opt: [b]", "security_opt", "[a, b]")]
    [InlineData("hostname: a", "hostname:", "hostname", "a")]
    [InlineData("ulimits: {nofile: {soft: 1, hard: 2}}", "ulimits: {nofile: 5}", "ulimits.nofile", "5")]
    [InlineData("logging: {driver: x, options: {a: 1}}", "logging: {driver: x, options: {b: 2}}", "logging.options", "{a: 1, b: 2}")]
    [InlineData("logging: {driver: x, options: {a: 1}}", "logging: {driver: y}", "logging", "{driver: y}")]
    [InlineData("build: ./a", "build: {target: t}", "build.context", "a")]
    [InlineData("tmpfs: ['/run:size=1']", "tmpfs: ['/run:mode=755']", "tmpfs", "[/run:mode=755]")]
    [InlineData("extra_hosts: ['a=1.1.1.1']", "extra_hosts: {a: 2.2.2.2}", "extra_hosts", "[a=1.1.1.1, a=2.2.2.2]")]
    public void A_later_file_is_merged_by_the_rule_of_the_attribute(string first, string second, string path, string expected)
    {
        using var folder = new Folder()
            .With("compose.yaml", $"services:\n  web:\n    image: x\n    {first}\n")
            .With("over.yaml", $"services:\n  web:\n    {second}\n");

        var result = folder.Load("compose.yaml", "over.yaml");

        folder.At(result, "services.web." + path).Should().Be(expected);
        result.Project.Should().NotBeNull();
    }

    [Fact]
    public void The_same_port_volume_secret_or_device_is_said_once_and_the_later_counts()
    {
        using var folder = new Folder()
            .With("compose.yaml",
                "services: {a: {image: x, ports: ['80:80', '81:81'], volumes: ['./a:/x', './b:/y'], secrets: [s], devices: ['/dev/a:/dev/x']}}\nsecrets: {s: {file: s}, t: {file: t}}\n")
            .With("over.yaml",
                "services: {a: {ports: ['0.0.0.0:80:80/tcp'], volumes: ['./c:/x:ro'], secrets: [{source: t, target: /run/secrets/s}], devices: ['/dev/b:/dev/x']}}\n");

        var service = folder.Load("compose.yaml", "over.yaml").Project!.Services["a"];

        service.Ports.Select(port => $"{port.HostIp}:{port.Published}").Should().Equal("0.0.0.0:80", ":81");
        service.Volumes.Select(mount => $"{mount.Source![(folder.Path.Length + 1)..]} {mount.Target}").Should().Equal("c /x", "b /y");
        service.Secrets.Select(secret => secret.Source).Should().Equal("t");
        service.Devices.Select(device => device.Source).Should().Equal("/dev/b");
    }

    [Fact]
    public void Address_pools_of_one_subnet_are_merged()
    {
        using var folder = new Folder()
            .With("compose.yaml",
                "services: {a: {image: x, networks: [n]}}\nnetworks: {n: {ipam: {config: [{subnet: 10.0.0.0/24}, {subnet: 10.1.0.0/24, ip_range: r}]}}}\n")
            .With("over.yaml", "networks: {n: {ipam: {config: [{subnet: 10.1.0.0/24, gateway: g}, {subnet: 10.2.0.0/24}]}}}\n");

        folder.At(folder.Load("compose.yaml", "over.yaml"), "networks.n.ipam.config").Should()
            .Be("[{subnet: 10.1.0.0/24, gateway: g, ip_range: r}, {subnet: 10.2.0.0/24}]");
    }

    [Fact]
    public void A_value_of_another_kind_is_refused_at_both_places()
    {
        using var folder = new Folder()
            .With("compose.yaml", "services:\n  a:\n    image: x\n    ports: ['80:80']\n")
            .With("over.yaml", "services:\n  a:\n    ports: '81:81'\n");

        var result = folder.Load("compose.yaml", "over.yaml");

        folder.Problems(result).Should().Equal("NC0401 over.yaml:3:12 cannot override services.a.ports");
        result.Diagnostics.Single().Related.Select(label => Folder.Place(result, label)).Should().Equal("compose.yaml:4:12");
        result.Project.Should().BeNull();
    }

    [Fact]
    public void Attributes_that_Docker_Compose_overlooks_are_warnings()
    {
        using var folder = new Folder()
            .With("compose.yaml", "services:\n  a:\n    build: ./x\n    labels: [a=b]\n")
            .With("over.yaml", "services:\n  a:\n    build: 5\n    labels: 6\n");

        var result = folder.Load("compose.yaml", "over.yaml");

        result.Diagnostics.Select(problem => (problem.Severity, Folder.Place(result, problem.Primary))).Should()
            .Equal((Severity.Warning, "over.yaml:3:12"), (Severity.Warning, "over.yaml:4:13"));
        folder.At(result, "services.a.build.context").Should().Be("x");
    }

    [Fact]
    public void Documents_of_one_file_are_merged_in_order_and_empty_ones_say_nothing()
    {
        using var folder = new Folder().With("compose.yaml", "services: {a: {image: x}}\n---\n---\nservices: {a: {image: y}}\n");

        folder.Load().Project!.Services["a"].Image.Should().Be("y");
    }
}
