using Compose.Testing.Engine;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests.Watching;

/// <summary>Targets with mounts in them, and files that cannot be read: what concerns others goes on.</summary>
public sealed class MountTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string User = "1000";

    [Fact]
    public Task Nothing_is_copied_into_a_bind_mount_and_no_mount_is_emptied() =>
    Scenario.RunAsync(fixture, "watch mounts", async scenario =>
    {
        scenario.File("compose.yaml", """
            services:
              web:
                image: busybox
                command: sh -c "echo kept > /app/front/modules/m; exec sleep 600"
                init: true
                stop_grace_period: 1s
                volumes: ["./src/data:/app/data", "modules:/app/front/modules"]
                tmpfs: [/app/tmp]
                develop: {watch: [{path: ./src, action: sync, target: /app}]}
            volumes: {modules: }
            """);
        scenario.File("src/data/x", "1");
        scenario.File("src/front/page", "1");
        await using var watch = await WatchRun.StartAsync(scenario);
        scenario.File("src/data/x", "2");
        scenario.File("src/front/page", "2");
        scenario.File("src/tmp/t", "2");
        await watch.HoldsAsync("web", "/app/front/page", "2");
        await watch.HoldsAsync("web", "/app/data/x", "2");
        await watch.HoldsAsync("web", "/app/tmp/t", "2");
        await scenario.Ncompose("restart", "-t", "0");
        await watch.HoldsAsync("web", "/app/tmp/t", "2");

        Directory.Delete(Path.Combine(scenario.Folder, "src", "front"), recursive: true);
        await watch.PrintsAsync("is not removed, because /app/front/modules is mounted in it");
        (await watch.ReadAsync("web", "/app/front/modules/m")).Should().Be("kept");
        scenario.File("src/last", "3");
        await watch.HoldsAsync("web", "/app/last", "3");
        watch.Printed.Should().NotContain("src/data", "the container has these files through its bind mount");
    });

    [Fact]
    public Task A_file_that_cannot_be_read_holds_up_no_other() => Scenario.RunAsync(fixture, "watch unreadable", async scenario =>
    {
        scenario.File("compose.yaml", """
            services:
              web:
                image: busybox
                command: sleep 600
                init: true
                stop_grace_period: 1s
                develop: {watch: [{path: ./src, action: sync, target: /app}]}
            """);
        scenario.File("src/a", "1");
        await using var relay = new RecordingRelay(Path.Combine(scenario.Folder, "relay.sock"), new Uri(fixture.DockerHost).LocalPath);
        scenario.Environment["DOCKER_HOST"] = relay.Address;
        await using var watch = await WatchRun.StartAsUserAsync(scenario, User);
        scenario.File("src/b", "1");
        File.SetUnixFileMode(Path.Combine(scenario.Folder, "src", "b"), UnixFileMode.None);
        scenario.File("src/c", "1");
        await watch.HoldsAsync("web", "/app/c", "1");
        await watch.PrintsAsync("src/b cannot be copied");
        scenario.File("src/d", "1");
        await watch.HoldsAsync("web", "/app/d", "1");
        watch.Printed.Split("src/b cannot be copied").Should().HaveCount(2, "it is said once");
        File.SetUnixFileMode(Path.Combine(scenario.Folder, "src", "b"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        await watch.HoldsAsync("web", "/app/b", "1");
    });
}
