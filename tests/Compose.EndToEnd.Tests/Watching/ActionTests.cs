using System.Text.Json.Nodes;
using Compose.Testing;
using Compose.Testing.Engine;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests.Watching;

/// <summary>What `watch` does besides copying.</summary>
public sealed class ActionTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    [Fact]
    public Task Commands_and_restarts_follow_a_copy() => Scenario.RunAsync(fixture, "watch exec", async scenario =>
    {
        scenario.File("compose.yaml", """
            services:
              web:
                image: busybox
                command: sleep 600
                init: true
                stop_grace_period: 1s
                develop:
                  watch:
                    - path: ./code
                      action: sync+exec
                      target: /code
                      exec: {command: [sh, -c, "echo $$WORD $$(pwd) $$(id -u) $$(cat /code/n); test $$(cat /code/n) != 2"], user: "77", working_dir: /tmp, environment: {WORD: ran}}
                    - {path: ./conf, action: sync+restart, target: /conf}
                    - {path: ./hup, action: sync+restart, target: /hup, x-ncompose: {signal: SIGHUP}}
            """);
        foreach (var folder in new[] { "code", "conf", "hup" })
            scenario.File(folder + "/x", "");
        await using var watch = await WatchRun.StartAsync(scenario);
        scenario.File("code/n", "1");
        await watch.PrintsAsync("ran /tmp 77 1");
        scenario.File("code/n", "2");
        await watch.PrintsAsync("the command of sync+exec exited with code 1");
        watch.Printed.Should().Contain("compose.yaml:9:", "a failure stands at the line of its rule").And.Contain("[NC1401]");

        var before = (string)(await scenario.Container("web"))["State"]!["StartedAt"]!;
        scenario.File("conf/c", "c");
        await watch.PrintsAsync("service(s) [\"web\"] restarted");
        ((string)(await scenario.Container("web"))["State"]!["StartedAt"]!).Should().NotBe(before);
        await watch.HoldsAsync("web", "/conf/c", "c");
        scenario.File("hup/h", "h");
        await watch.PrintsAsync("service(s) [\"web\"] received SIGHUP");
    });

    [Fact]
    public Task A_rebuild_concerns_one_service_and_the_newest_save_wins() => Scenario.RunAsync(fixture, "watch rebuild", async scenario =>
    {
        const string dockerfile =
            "FROM busybox\nCOPY web/version /version\nRUN test \"$(cat /version)\" != slow || sleep 120\nRUN test \"$(cat /version)\" != bad\nCMD [\"sleep\", \"600\"]\n";
        scenario.File("Dockerfile", dockerfile);
        scenario.File("web/version", "1");
        scenario.File("src/x", "");
        scenario.File("compose.yaml", """
            services:
              db: {image: busybox, command: sleep 600, init: true, stop_grace_period: 1s}
              web:
                build: .
                init: true
                stop_grace_period: 1s
                depends_on: [db]
                develop: {watch: [{path: ./web, action: rebuild}]}
              other:
                image: busybox
                command: sleep 600
                init: true
                stop_grace_period: 1s
                develop: {watch: [{path: ./src, action: sync, target: /src}]}
            """);
        await using var watch = await WatchRun.StartAsync(scenario, "watch", "--quiet");
        var database = (string)(await scenario.Container("db"))["Id"]!;
        var web = (string)(await scenario.Container("web"))["Id"]!;
        scenario.File("web/version", "slow");
        await watch.PrintsAsync("Rebuilding service(s) [\"web\"] after changes were detected...");
        scenario.File("src/a", "meanwhile");
        await watch.HoldsAsync("other", "/src/a", "meanwhile");
        scenario.File("web/version", "2");
        await watch.HoldsAsync("web", "/version", "2");
        await watch.PrintsAsync("service(s) [\"web\"] successfully built");

        scenario.File("web/version", "bad");
        await watch.PrintsAsync("Build failed. Error: ");
        (await watch.ReadAsync("web", "/version")).Should().Be("2", "the old container goes on");
        ((string)(await scenario.Container("web"))["Id"]!).Should().NotBe(web);
        ((string)(await scenario.Container("db"))["Id"]!).Should().Be(database, "a dependency is left alone");
    });

    /// <summary>A file of variables is a file like any other to a rule; what it says is read by the next `up`.</summary>
    [Fact]
    public Task A_rebuild_for_the_file_of_variables_keeps_an_external_network() => Scenario.RunAsync(fixture, "watch env", async scenario =>
    {
        var outside = scenario.Project + "-outside";
        await scenario.Engine.PostAsync("/networks/create", new JsonObject
        {
            ["Name"] = outside,
            ["Labels"] = new JsonObject { ["com.docker.compose.project"] = scenario.Project },
        });
        scenario.File(".env", "WORD=before\n");
        scenario.File("compose.yaml", $$"""
            services:
              web:
                build: {dockerfile_inline: "FROM busybox\nCOPY .env /env"}
                command: sleep 600
                init: true
                stop_grace_period: 1s
                environment: {WORD: $WORD}
                networks: [outside]
                develop: {watch: [{path: .env, action: rebuild}]}
            networks: {outside: {external: true, name: {{outside}} } }
            """);
        await using var watch = await WatchRun.StartAsync(scenario);
        var before = (string)(await scenario.Container("web"))["Id"]!;
        scenario.File(".env", "WORD=after\n");
        await watch.PrintsAsync("Rebuilding service(s) [\"web\"] after changes were detected...");
        await watch.PrintsAsync("service(s) [\"web\"] successfully built");
        await watch.HoldsAsync("web", "/env", "WORD=after");
        await watch.PrintsAsync(".env has changed since watch read it; to apply it, end watch and call up");
        var container = await scenario.Container("web");
        ((string)container["Id"]!).Should().NotBe(before);
        container["NetworkSettings"]!["Networks"]!.AsObject().Select(network => network.Key).Should().Equal(outside);
        await watch.EndAsync();
        await scenario.Ncompose("up", "-d");
        (await watch.RunAsync("web", "sh", "-c", "echo $WORD")).Should().Be((0, "after\n"));
        await scenario.Ncompose("down");
        (await scenario.Engine.NetworksAsync($"com.docker.compose.project={scenario.Project}")).Should().ContainSingle();
    });

    [Fact]
    public Task A_file_that_the_container_writes_comes_back_and_owners_are_chosen() =>
    Scenario.RunAsync(fixture, "watch back", async scenario =>
    {
        scenario.File("compose.yaml", """
            services:
              web:
                image: busybox
                command: sleep 600
                init: true
                stop_grace_period: 1s
                develop: {watch: [{path: ./src, action: sync, target: /srv, initial_sync: true, x-ncompose: {back: [lock], chown: "nobody:7"}}]}
            """);
        scenario.File("src/lock", "host");
        await using var watch = await WatchRun.StartAsync(scenario);
        (await watch.RunAsync("web", "stat", "-c", "%u:%g", "/srv/lock")).Output.Trim().Should().Be("65534:7");
        await watch.RunAsync("web", "sh", "-c", "echo container > /srv/lock; echo other > /srv/other");
        await watch.PrintsAsync("was changed in the container and copied to the host");
        (await File.ReadAllTextAsync(Path.Combine(scenario.Folder, "src", "lock"))).Should().Be("container\n");
        File.Exists(Path.Combine(scenario.Folder, "src", "other")).Should().BeFalse("only named files come back");
        scenario.File("src/lock", "host again");
        await watch.HoldsAsync("web", "/srv/lock", "host again");
    });

    [Fact]
    public Task A_save_during_a_rebuild_reaches_the_new_container() => Scenario.RunAsync(fixture, "watch meanwhile", async scenario =>
    {
        scenario.File("Dockerfile", "FROM busybox\nCOPY version /version\nRUN sleep 1\nCMD [\"sleep\", \"600\"]\n");
        scenario.File("version", "1");
        scenario.File("src/x", "");
        scenario.File("compose.yaml", """
            services:
              web:
                build: .
                init: true
                stop_grace_period: 1s
                develop: {watch: [{path: ./version, action: rebuild}, {path: ./src, action: sync, target: /srv}]}
            """);
        await using var watch = await WatchRun.StartAsync(scenario, "watch", "--quiet");
        scenario.File("version", "2");
        await watch.PrintsAsync("Rebuilding service(s) [\"web\"] after changes were detected...");
        scenario.File("src/a", "meanwhile");
        await watch.HoldsAsync("web", "/version", "2");
        await watch.HoldsAsync("web", "/srv/a", "meanwhile");
    });

    [Fact]
    public Task What_failed_is_not_repeated_with_each_look_for_files_that_come_back() =>
    Scenario.RunAsync(fixture, "watch once", async scenario =>
    {
        scenario.File("compose.yaml", """
            services:
              web:
                image: busybox
                command: sleep 600
                init: true
                stop_grace_period: 1s
                read_only: true
                volumes: [/out]
                develop:
                  watch:
                    - {path: ./out, action: sync, target: /out, ignore: [lock], x-ncompose: {back: [lock]}}
                    - {path: ./src, action: sync, target: /fixed}
            """);
        scenario.File("out/lock", "");
        scenario.File("src/x", "");
        await using var watch = await WatchRun.StartAsync(scenario);
        scenario.File("src/a", "1");
        await watch.PrintsAsync("nothing can be copied to /fixed");
        foreach (var content in new[] { "1", "2", "3" })
        {
            await watch.RunAsync("web", "sh", "-c", $"echo {content} > /out/lock");
            await Eventually.UntilAsync(
                async () => (await File.ReadAllTextAsync(Path.Combine(scenario.Folder, "out", "lock"))).Trim() == content,
                "the file comes back");
        }

        watch.Printed.Split("nothing can be copied to /fixed").Should()
            .HaveCount(2, "nothing has happened that makes another try worth while");
    });

    [Fact]
    public Task A_dry_run_says_what_a_save_would_do() => Scenario.RunAsync(fixture, "watch dry", async scenario =>
    {
        scenario.File(
            "compose.yaml",
            "services: {web: {image: busybox, command: sleep 600, init: true, stop_grace_period: 1s, develop: {watch: [{path: ./src, action: sync+restart, target: /srv}]}}}");
        scenario.File("src/x", "");
        await scenario.Ncompose("up", "-d");
        await using var watch = await WatchRun.StartAsync(scenario, "--dry-run", "watch");
        scenario.File("src/a", "1");
        await watch.PrintsAsync($"to {scenario.Project}-web-1:/srv/a");
        await watch.PrintsAsync("would restart service web");
        (await watch.ReadAsync("web", "/srv/a")).Should().BeNull();
    });
}
