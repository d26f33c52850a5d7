using Compose.Execution.Watching;
using Docker.DotNet.Models;
using FluentAssertions;
using Xunit;

namespace Compose.Execution.Tests.Watching;

public sealed class TargetMountsTests
{
    [Theory]
    [InlineData("/app/frontend", "/app/frontend/node_modules")]
    [InlineData("/app/frontend/node_modules", "/app/frontend/node_modules")]
    [InlineData("/app/frontend/node_modules/left-pad", null)]
    [InlineData("/app/front", null)]
    public void A_path_with_a_mount_in_it_is_known(string path, string? mount)
    {
        var mounts = new TargetMounts(
            new ContainerInspectResponse { Mounts = [new MountPoint { Type = "volume", Destination = "/app/frontend/node_modules" }] });
        mounts.MountIn(path).Should().Be(mount);
    }
}
