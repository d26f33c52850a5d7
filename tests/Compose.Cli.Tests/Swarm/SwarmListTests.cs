using Compose.Cli.Commands.Swarm;
using Compose.Execution.Swarm;
using FluentAssertions;
using Xunit;

namespace Compose.Cli.Tests.Swarm;

public sealed class SwarmListTests
{
    [Fact]
    public void Numbers_in_names_are_ordered_by_their_value() =>
        new[] { "web.10", "web.9", "web", "api.1", "web.09a" }.Order(NaturalOrder.Instance).Should()
            .Equal("api.1", "web", "web.9", "web.09a", "web.10");

    [Fact]
    public void Neighbouring_ports_become_a_range_and_those_of_tasks_are_left_out()
    {
        ServicePort[] ports =
        [
            new(9001, 9001, "tcp", true), new(9000, 9000, "tcp", true), new(8090, 80, "tcp", true), new(8091, 81, "tcp", true),
            new(8092, 82, "udp", true), new(8081, 81, "tcp", false), new(8100, 80, "tcp", true), new(8101, 80, "tcp", true),
        ];
        ServicePortRanges.Of(ports).Should().Be("*:8090-8091->80-81/tcp, *:8100-8101->80/tcp, *:9000-9001->9000-9001/tcp, *:8092->82/udp");
    }

    [Theory]
    [InlineData("busybox:latest@sha256:abc", "busybox:latest")]
    [InlineData("docker.io/library/busybox:1@sha256:abc", "busybox:1")]
    [InlineData("busybox@sha256:abc", "busybox@sha256:abc")]
    [InlineData("registry.test:5000/team/app", "registry.test:5000/team/app")]
    public void An_image_is_shown_without_its_digest_when_it_has_a_tag(string image, string shown) =>
    ShortNames.Image(image).Should().Be(shown);
}
