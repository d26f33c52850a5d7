using System.Text.Json;
using System.Text.Json.Nodes;
using Compose.Testing;
using Compose.Testing.Engine;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests.Watching;

/// <summary>Files of the host that `watch` keeps equal in containers.</summary>
public sealed class SyncTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string Sleeper = "image: busybox, command: sleep 600, init: true, stop_grace_period: 1s";

    [Fact]
    public Task Files_are_created_changed_and_deleted_with_ignores_and_subfolders() =>
    Scenario.RunAsync(fixture, "watch sync", async scenario =>
    {
        scenario.File("compose.yaml", Stack("{path: ./src, action: sync, target: /srv/app, ignore: [skip/, '*.log'], initial_sync: true}"));
        scenario.File("src/first", "1");
        scenario.File("src/skip/no", "no");
        await using var watch = await WatchRun.StartAsync(scenario, "watch", "--json");
        (await watch.ReadAsync("web", "/srv/app/first")).Should().Be("1", "initial_sync copies before anything is watched");

        scenario.File("src/first", "2");
        scenario.File("src/sub/deep/new", "n");
        scenario.File("src/noise.log", "l");
        scenario.File("src/skip/more", "m");
        await watch.HoldsAsync("web", "/srv/app/first", "2");
        await watch.HoldsAsync("web", "/srv/app/sub/deep/new", "n");
        File.CreateSymbolicLink(Path.Combine(scenario.Folder, "src", "link"), "first");
        File.SetUnixFileMode(Path.Combine(scenario.Folder, "src", "first"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Directory.Delete(Path.Combine(scenario.Folder, "src", "sub"), recursive: true);
        await watch.HoldsAsync("web", "/srv/app/sub/deep/new", null);
        await watch.HoldsAsync("web", "/srv/app/link", "2");
        await Eventually.UntilAsync(
            async () => (await watch.RunAsync("web", "stat", "-c", "%a %u", "/srv/app/first")).Output.Trim() == "500 0",
            "the mode is copied");
        (await watch.RunAsync("web", "find", "/srv/app", "!", "-type", "d")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Should().BeEquivalentTo("/srv/app/first", "/srv/app/link");

        await watch.RunAsync("web", "rm", "-rf", "/srv/app");
        scenario.File("src/first", "3");
        await watch.HoldsAsync("web", "/srv/app/first", "3");

        (await watch.EndAsync()).Should().Be(130);
        var events = watch.Printed.Split('\n').Where(line => line.StartsWith("{\"time\"", StringComparison.Ordinal))
            .Select(line => JsonDocument.Parse(line).RootElement).ToList();
        events.SelectMany(happened => PublishedSchema.Watch.Problems(happened)).Should().BeEmpty();
        events.Select(happened => happened.GetProperty("event").GetString()).Should()
            .Contain(["enabled", "syncing", "synced"]).And.NotContain("failed");
    });

    [Fact]
    public Task A_container_gets_what_it_missed_when_it_starts_and_when_it_is_recreated() =>
    Scenario.RunAsync(fixture, "watch missed", async scenario =>
    {
        scenario.File("compose.yaml", Stack("{path: ./src, action: sync, target: /srv}"));
        scenario.File("src/kept", "k");
        await using (var watch = await WatchRun.StartAsync(scenario, "watch", "--json"))
        {
            scenario.File("src/folder/old", "1");
            scenario.File("src/a", "1");
            scenario.File("src/b", "1");
            await watch.HoldsAsync("web", "/srv/b", "1");
            await watch.HoldsAsync("web", "/srv/a", "1");
            await watch.HoldsAsync("web", "/srv/folder/old", "1");
            await scenario.Ncompose("stop");
            Directory.Delete(Path.Combine(scenario.Folder, "src", "folder"), recursive: true);
            await watch.PrintsAsync("\"deleted\":1");
            scenario.File("src/folder/new", "2");
            scenario.File("src/a", "2");
            File.Delete(Path.Combine(scenario.Folder, "src", "b"));
            await scenario.Ncompose("start");
            await watch.HoldsAsync("web", "/srv/a", "2");
            await watch.HoldsAsync("web", "/srv/b", null);
            await watch.HoldsAsync("web", "/srv/folder/new", "2");
            await watch.HoldsAsync("web", "/srv/folder/old", null);

            await scenario.Ncompose("up", "-d", "--force-recreate");
            await watch.HoldsAsync("web", "/srv/a", "2");
            (await watch.EndAsync("KILL")).Should().NotBe(0);
        }

        // What changes while nothing watches is found by the manifest.
        scenario.File("src/a", "3");
        await using var relay = new RecordingRelay(Path.Combine(scenario.Folder, "relay.sock"), new Uri(fixture.DockerHost).LocalPath);
        scenario.Environment["DOCKER_HOST"] = relay.Address;
        await using var next = await WatchRun.StartAsync(scenario);
        scenario.Environment["DOCKER_HOST"] = fixture.DockerHost;
        (await next.ReadAsync("web", "/srv/a")).Should().Be("3");

        // A new container of which no event comes: the subscription is cut, and the watch looks for itself.
        relay.IsAway = true;
        relay.Cut("/events");
        await scenario.Ncompose("up", "-d", "--force-recreate");
        relay.IsAway = false;
        await next.HoldsAsync("web", "/srv/a", "3");
    });

    [Fact]
    public Task A_deletion_for_a_stopped_container_outlives_watch() => Scenario.RunAsync(fixture, "watch owed", async scenario =>
    {
        scenario.File("compose.yaml", Stack("{path: ./src, action: sync, target: /srv}"));
        scenario.File("src/x", "");
        await using (var watch = await WatchRun.StartAsync(scenario))
        {
            scenario.File("src/a", "1");
            await watch.HoldsAsync("web", "/srv/a", "1");
            await scenario.Ncompose("stop");
            File.Delete(Path.Combine(scenario.Folder, "src", "a"));
            scenario.File("src/b", "1");
            var id = (string)(await scenario.Containers("web")).Single()["Id"]!;
            await Eventually.UntilAsync(
                async () => await scenario.Engine.ArchiveAsync(id, "/srv/b") is not null, "the deletion is handled");
            (await watch.EndAsync()).Should().Be(130);
        }

        await scenario.Ncompose("start");
        (await scenario.Containers("web")).Should().ContainSingle();
        await using var next = await WatchRun.StartAsync(scenario);
        await next.HoldsAsync("web", "/srv/b", "1");
        (await next.ReadAsync("web", "/srv/a")).Should().BeNull();
    });

    /// <summary>
    /// The engine goes on with the deletion of a watch that was killed. An rm that takes its time stands for a busy machine.
    /// </summary>
    [Fact]
    public Task A_deletion_of_a_killed_watch_does_not_delete_what_the_next_one_copies() =>
    Scenario.RunAsync(fixture, "watch killed", async scenario =>
    {
        scenario.File("compose.yaml", """
            services:
              web:
                image: busybox
                command: sleep 600
                init: true
                stop_grace_period: 1s
                environment: {PATH: "/slow:/bin"}
                volumes: ["./slow:/slow"]
                develop: {watch: [{path: ./src, action: sync, target: /srv, initial_sync: true}]}
            """);
        scenario.File("slow/rm", "#!/bin/sh\nuntil [ -e /slow/go ]; do sleep 0.1; done\nexec /bin/rm \"$@\"\n");
        File.SetUnixFileMode(Path.Combine(scenario.Folder, "slow", "rm"), (UnixFileMode)0x1ED);
        scenario.File("src/a", "1");
        await scenario.Ncompose("up", "-d");
        var id = (string)(await scenario.Containers("web")).Single()["Id"]!;
        var deletion = await scenario.Engine.PostAsync(
            $"/containers/{id}/exec", new JsonObject { ["User"] = "0", ["Cmd"] = new JsonArray("rm", "-rf", "--", "/srv/a") });
        await scenario.Engine.PostAsync($"/exec/{deletion!["Id"]}/start", new JsonObject { ["Detach"] = true });
        var starts = WatchRun.StartAsync(scenario, "watch", "--no-up");
        await Task.WhenAny(starts, Task.Delay(TimeSpan.FromSeconds(3)));
        scenario.File("slow/go", "");
        await using var watch = await starts;
        await watch.HoldsAsync("web", "/srv/a", "1");
        await Eventually.UntilAsync(
            async () => !(bool)(await scenario.Engine.GetAsync($"/exec/{deletion["Id"]}/json"))["Running"]!, "the deletion has ended");
        (await watch.ReadAsync("web", "/srv/a")).Should().Be("1");
    });

    [Fact]
    public Task Services_and_replicas_on_one_path_all_get_a_file() => Scenario.RunAsync(fixture, "watch several", async scenario =>
    {
        scenario.File("compose.yaml", """
            x-base: &base {image: busybox, command: sleep 600, init: true, stop_grace_period: 1s}
            services:
              web: {<<: *base, scale: 2, develop: {watch: [{path: ./src, action: sync, target: /web}]}}
              worker: {<<: *base, user: "1234:1234", working_dir: /tmp, develop: {watch: [{path: ./src, action: sync, target: /tmp/code, include: ["*.txt"]}]}}
            """);
        scenario.File("src/x", "");
        await using var watch = await WatchRun.StartAsync(scenario);
        scenario.File("src/a.txt", "both");
        scenario.File("src/b.bin", "web");
        await watch.HoldsAsync("worker", "/tmp/code/a.txt", "both");
        foreach (var container in await scenario.Containers("web"))
            await Eventually.UntilAsync(
                async () =>
                    (await scenario.Engine.ExecAsync((string)container["Id"]!, "cat", "/web/a.txt", "/web/b.bin")).Output == "bothweb",
                    "each replica has both files");
        (await watch.RunAsync("worker", "stat", "-c", "%n %u:%g", "/tmp/code", "/tmp/code/a.txt")).Output.Trim()
            .Should().Be("/tmp/code 1234:1234\n/tmp/code/a.txt 1234:1234", "a target that did not exist belongs to the container's user");
        (await watch.ReadAsync("worker", "/tmp/code/b.bin")).Should().BeNull("the rule does not include it");
    });

    [Fact]
    public Task A_linked_folder_is_watched() => Scenario.RunAsync(fixture, "watch link", async scenario =>
    {
        scenario.File("real/a", "1");
        Directory.CreateSymbolicLink(Path.Combine(scenario.Folder, "linked"), "real");
        await using var watch = await StartAsync(scenario, "{path: ./linked, action: sync, target: /srv}");
        scenario.File("real/a", "2");
        await watch.HoldsAsync("web", "/srv/a", "2");
    });

    [Fact]
    public Task Only_what_is_included_is_copied() => Scenario.RunAsync(fixture, "watch include", async scenario =>
    {
        await using var watch = await StartAsync(scenario, "{path: ./src, action: sync, target: /srv, include: ['*.txt']}");
        scenario.File("src/b.bin", "1");
        scenario.File("src/a.txt", "1");
        await watch.HoldsAsync("web", "/srv/a.txt", "1");
        (await watch.ReadAsync("web", "/srv/b.bin")).Should().BeNull();
    });

    [Fact]
    public Task The_old_name_of_initial_sync_works_with_a_warning() => Scenario.RunAsync(fixture, "watch old", async scenario =>
    {
        scenario.File("src/a", "1");
        await using var watch = await StartAsync(scenario, "{path: ./src, action: sync, target: /srv, x-initialSync: true}");
        watch.Printed.Should().Contain("x-initialSync is DEPRECATED, please use the official `initial_sync` attribute");
        await watch.HoldsAsync("web", "/srv/a", "1");
    });

    private static Task<WatchRun> StartAsync(Scenario scenario, string rule)
    {
        Directory.CreateDirectory(Path.Combine(scenario.Folder, "src"));
        scenario.File("compose.yaml", $$"""
            services:
              web: {image: busybox, command: sleep 600, init: true, stop_grace_period: 1s, develop: {watch: [{{rule}}] } }
            """);
        return WatchRun.StartAsync(scenario);
    }

    [Fact]
    public Task A_target_in_memory_is_filled_again_and_a_read_only_one_is_named() => Scenario.RunAsync(fixture, "watch odd", async scenario =>
    {
        scenario.File("real/a", "1");
        Directory.CreateSymbolicLink(Path.Combine(scenario.Folder, "linked"), "real");
        scenario.File("compose.yaml", """
            services:
              web:
                image: busybox
                command: sleep 600
                init: true
                stop_grace_period: 1s
                read_only: true
                tmpfs: [/mem]
                develop:
                  watch: [{path: ./linked, action: sync, target: /mem/app, x-initialSync: true}, {path: ./other, action: sync, target: /fixed}]
            """);
        scenario.File("other/o", "o");
        await using var watch = await WatchRun.StartAsync(scenario);
        watch.Printed.Should().Contain("x-initialSync is DEPRECATED, please use the official `initial_sync` attribute");
        (await watch.ReadAsync("web", "/mem/app/a")).Should().Be("1");
        scenario.File("real/a", "2");
        await watch.HoldsAsync("web", "/mem/app/a", "2");
        scenario.File("other/o", "p");
        await watch.PrintsAsync("nothing can be copied to /fixed");
        await scenario.Ncompose("restart");
        await watch.HoldsAsync("web", "/mem/app/a", "2");
    });

    [Fact]
    public Task An_image_without_programs_gets_files_and_says_what_it_cannot_remove() =>
    Scenario.RunAsync(fixture, "watch scratch", async scenario =>
    {
        // Only busybox as a program that sleeps: no rm, no sh.
        scenario.File(
            "Dockerfile", "FROM busybox AS tools\nFROM scratch\nCOPY --from=tools /bin/busybox /sleep\nENTRYPOINT [\"/sleep\", \"600\"]\n");
        scenario.File("compose.yaml", """
            services:
              web: {build: ., init: true, stop_grace_period: 1s, develop: {watch: [{path: ./src, action: sync+restart, target: /srv}]}}
            """);
        scenario.File("src/x", "");
        await using var watch = await WatchRun.StartAsync(scenario);
        scenario.File("src/a", "1");
        var id = (string)(await scenario.Containers("web")).Single()["Id"]!;
        await Eventually.UntilAsync(async () => await scenario.Engine.ArchiveAsync(id, "/srv/a") is not null, "the file is copied");
        await watch.PrintsAsync("restarted");
        File.Delete(Path.Combine(scenario.Folder, "src", "a"));
        await watch.PrintsAsync("/srv/a cannot be removed, because the image has no rm");
        await Eventually.UntilAsync(() => Task.FromResult(watch.Printed.Split("restarted").Length == 3), "what cannot be done is over");
        scenario.File("src/b", "1");
        await Eventually.UntilAsync(
            async () => await scenario.Engine.ArchiveAsync(id, "/srv/b") is not null, "the next file is copied all the same");
        await Eventually.UntilAsync(() => Task.FromResult(watch.Printed.Split("restarted").Length == 4), "it is followed by a restart");
        watch.Printed.Split("cannot be removed").Should().HaveCount(2, "it is said once");
    });

    [Fact]
    public Task Only_one_watch_of_a_project_runs_and_paths_are_explained() => Scenario.RunAsync(fixture, "watch lock", async scenario =>
    {
        scenario.File("compose.yaml", Stack("{path: ./src, action: sync, target: /srv, ignore: ['*.tmp']}"));
        scenario.File("src/x", "");
        await using (var watch = await WatchRun.StartAsync(scenario))
        {
            var second = await scenario.Try("watch");
            second.ExitCode.Should().Be(1);
            second.Error.Should().Contain($"cannot take exclusive lock for project \"{scenario.Project}\": process with PID ");
        }

        await OneOfSeveralWatchesAsync(scenario);

        (await scenario.Ncompose("watch", "--explain", "src/x")).Output.Should().Contain("web, rule 1").And.Contain("copy to /srv/x");
        (await scenario.Ncompose("watch", "--explain", "src/x.tmp")).Output.Should().Contain("*.tmp").And.NotContain("copy to");
        await scenario.Ncompose("down");
        scenario.File("compose.yaml", Stack("{path: ./src, action: rebuild}"));
        var refused = await scenario.Try("up", "--watch");
        refused.ExitCode.Should().Be(1);
        (await scenario.Containers("web")).Should().BeEmpty("it is refused before anything is started");
        refused.Error.Should().Contain("with action rebuild without a build context");
        scenario.File("compose.yaml", "services: {web: {image: busybox, command: sleep 600, init: true, stop_grace_period: 1s}}");
        (await scenario.Try("watch")).Error.Should()
            .Contain("none of the selected services is configured for watch, consider setting a 'develop' section");
        (await scenario.Try("up", "--watch")).Error.Should().Contain("none of the selected services is configured for watch, see ");
    });

    /// <summary>All start in the same moment.</summary>
    private static async Task OneOfSeveralWatchesAsync(Scenario scenario)
    {
        var runs = Enumerable.Range(0, 4).Select(_ => scenario.Try("watch", "--no-up")).ToList();
        for (var ended = 0; ended < 3; ended++)
        {
            var run = await Task.WhenAny(runs);
            runs.Remove(run);
            (await run).Error.Should().Contain("cannot take exclusive lock");
        }

        var holder = await File.ReadAllTextAsync(Path.Combine(scenario.Folder, ".docker", "docker-compose", scenario.Project + ".pid"));
        await ProcessRun.RunAsync("kill", ["-INT", holder], scenario.Folder, scenario.Environment);
        (await runs.Single()).ExitCode.Should().Be(130);
    }

    private static string Stack(string rule) => $"services: {{web: {{{Sleeper}, develop: {{watch: [{rule}]}}}}}}";
}
