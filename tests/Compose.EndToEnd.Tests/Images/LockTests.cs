using System.Text.Json.Nodes;
using Compose.Testing.Engine;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests.Images;

/// <summary>Images by content: the lock file, digests in config, and stacks that travel in an archive.</summary>
public sealed class LockTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    [Fact]
    public Task A_locked_image_stays_when_its_tag_moves() => Scenario.RunAsync(fixture, "lock", async scenario =>
    {
        await using var registry = await LocalRegistry.StartAsync(fixture);
        var image = $"{registry.Address}/t/moving";
        await scenario.PushAsync(image, "1");
        scenario.File("compose.yaml", $"services:\n  web:\n    image: {image}:1\n    command: sleep 600\n    init: true\n");
        await scenario.Ncompose("lock");
        var locked = await File.ReadAllTextAsync(Path.Combine(scenario.Folder, "ncompose.lock"));
        locked.Should().MatchRegex($"  \"{image}:1\": sha256:[0-9a-f]{{64}}\n");
        await scenario.Ncompose("lock", "--check");

        await scenario.PushAsync(image, "1", "redis");
        await scenario.Ncompose("up", "-d", "--frozen");
        ((string?)(await scenario.Container("web"))["Image"]).Should()
            .Be((string?)(await scenario.ImageAsync("busybox"))!["Id"], "the lock says busybox, whatever the tag says now");
        ((string?)(await scenario.Container("web"))["Config"]!["Image"]).Should().Be($"{image}:1");

        // The tag is pulled by hand: plan says what up does, which is to give the name back to what is there without asking for it.
        await scenario.Peer("pull");
        var planned = await scenario.Ncompose("plan", "--frozen");
        planned.Output.Should()
            .Contain($"pull image {image}:1  pull-policy (ncompose.lock)").And.Contain("1 unchanged").And.NotContain("recreate");
        var before = (string?)(await scenario.Container("web"))["Id"];
        await scenario.Ncompose("up", "-d");
        ((string?)(await scenario.Container("web"))["Id"]).Should().Be(before);
        ((string?)(await scenario.ImageAsync($"{image}:1"))!["Id"]).Should().Be((string?)(await scenario.ImageAsync("busybox"))!["Id"]);

        await scenario.Ncompose("lock");
        (await File.ReadAllTextAsync(Path.Combine(scenario.Folder, "ncompose.lock"))).Should().Be(locked);
        var newer = await scenario.Try("lock", "--check", "--update");
        newer.ExitCode.Should().Be(1);
        newer.Error.Should().Contain($"{image}:1 sha256:").And.Contain("is newer");
        await scenario.Ncompose("lock", "--update", "web");
        (await File.ReadAllTextAsync(Path.Combine(scenario.Folder, "ncompose.lock"))).Should().NotBe(locked);

        scenario.File("compose.yaml", $"services:\n  web:\n    image: {image}:1\n  more:\n    image: busybox\n");
        var frozen = await scenario.Try("up", "-d", "--frozen");
        frozen.ExitCode.Should().Be(1);
        frozen.Error.Should()
            .Contain("image busybox of service \"more\" is not in ncompose.lock").And.Contain("compose.yaml:5").And.Contain("[NC1202]");
        (await scenario.Try("run", "--rm", "--frozen", "more", "true")).Error.Should()
            .Contain("image busybox of service \"more\" is not in ncompose.lock");
        (await scenario.Ncompose("run", "--rm", "--frozen", "-T", "web", "redis-cli", "--version")).Output.Should()
            .Contain("redis-cli", "the lock names redis now");
        (await scenario.Ncompose("plan", "web")).Output.Should().Contain("image-changed", "the lock names redis now");
        scenario.File("compose.yaml", "services:\n  more:\n    image: busybox\n  local: {image: busybox:local, pull_policy: never}\n");
        var check = await scenario.Try("lock", "--check");
        check.ExitCode.Should().Be(1);
        check.Error.Should().Contain("compose.yaml:3:12").And.Contain($"named by no service: {image}:1").And.Contain(
            "ncompose.lock:4:3").And.NotContain("busybox:local");
        scenario.File("ncompose.lock", "version: 99\n");
        (await scenario.Try("lock", "--check")).Error.Should().Contain("[NC1201]");
        scenario.File("ncompose.lock", locked);
        (await scenario.Try("lock", "more")).Error.Should().Contain("--update");
        scenario.File("compose.yaml", "services: {own: {build: .}}\n");
        (await scenario.Ncompose("lock", "--dry-run")).Error.Should().Contain("nothing to lock");
        scenario.File("compose.yaml", "services: {more: {image: busybox}}\n");
        await scenario.Ncompose("down", "-t", "0", "--remove-orphans");
        await scenario.RemoveImageAsync($"{image}:1");
    });

    [Fact]
    public Task Digests_in_config_are_those_of_Docker_Compose() => Scenario.RunAsync(fixture, "digests", async scenario =>
    {
        await using var registry = await LocalRegistry.StartAsync(fixture);
        await scenario.PushAsync($"{registry.Address}/t/pinned", "1");
        scenario.Environment["NCOMPOSE_DIALECT"] = "2.40";
        scenario.File(
            "compose.yaml",
            $"services:\n  a: {{image: '{registry.Address}/t/pinned:1'}}\n  b: {{build: .}}\n  c: {{image: 'busybox:1@sha256:{new string('0', 64)}'}}\n");
        foreach (var arguments in new string[][] { ["config", "--resolve-image-digests", "--images", "a"],
            ["config", "--resolve-image-digests"], ["config", "--lock-image-digests", "a"],
            ["config", "--resolve-image-digests", "--format", "json"] })
            (await scenario.Ncompose(arguments)).Output.Should().Be((await scenario.Peer(arguments)).Output);
        scenario.File("compose.yaml", $"services:\n  a: {{image: '{registry.Address}/t/absent:1'}}\n");
        var absent = await scenario.Try("config", "--resolve-image-digests");
        absent.ExitCode.Should().Be(1);
        absent.Error.Should().Contain($"failed to resolve digest for {registry.Address}/t/absent:1");
    });

    [Fact]
    public Task A_stack_travels_in_an_archive() => Scenario.RunAsync(fixture, "archive", async scenario =>
    {
        scenario.ChooseBuilder(buildx: false);
        scenario.File("there/.env", "WORD=travelled\n");
        scenario.File("there/site/index.html", "<h1>here</h1>");
        scenario.File("there/Dockerfile", "FROM busybox\nRUN echo built > /built\n");
        scenario.File("there/compose.yaml", """
            services:
              web:
                build: .
                command: sh -c "cat /built /site/index.html; echo $WORD; sleep 600"
                init: true
                volumes: [./site:/site:ro]
            """);
        await scenario.Ncompose("-f", "there/compose.yaml", "build", "-q");
        File.CreateSymbolicLink(Path.Combine(scenario.Folder, "there/site/home.html"), "index.html");
        File.CreateSymbolicLink(Path.Combine(scenario.Folder, "there/site/again"), ".");
        string[] save = ["-f", "there/compose.yaml", "save", "--with-files", "-o"];
        await scenario.Ncompose(["--dry-run", .. save, "stack.tar"]);
        File.Exists(Path.Combine(scenario.Folder, "stack.tar")).Should().BeFalse();
        var nowhere = await scenario.Try([.. save, "no/such/stack.tar"]);
        nowhere.ExitCode.Should().Be(1);
        nowhere.Error.Should().StartWith("the archive cannot be written: there is no folder");
        await scenario.Ncompose([.. save, "stack.tar"]);
        File.GetUnixFileMode(Path.Combine(scenario.Folder, "stack.tar")).Should()
            .Be(UnixFileMode.UserRead | UnixFileMode.UserWrite, ".env and secrets are in it");
        Directory.GetFiles(scenario.Folder, "stack.tar*").Should().ContainSingle();
        await scenario.RemoveImageAsync($"{scenario.Project}-web");
        Directory.Delete(Path.Combine(scenario.Folder, "there"), recursive: true);

        var whole = await File.ReadAllBytesAsync(Path.Combine(scenario.Folder, "stack.tar"));
        await File.WriteAllBytesAsync(Path.Combine(scenario.Folder, "half.tar"), whole[..(whole.Length / 2)]);
        (await scenario.Try("load", "half.tar")).ExitCode.Should().Be(1);
        Directory.Exists(Path.Combine(scenario.Folder, "site")).Should().BeFalse("half of a stack is none");
        await File.WriteAllBytesAsync(Path.Combine(scenario.Folder, "packed.tgz"), [0x1f, 0x8b, 8, 0, 0, 0]);
        (await scenario.Try("load", "packed.tgz")).Error.Should().Contain("it is compressed; decompress it first");

        (await scenario.Ncompose("load", "stack.tar")).Output.Should()
            .Contain($"Loaded image: {scenario.Project}-web:latest").And.Contain("File site/index.html");
        new FileInfo(Path.Combine(scenario.Folder, "site/home.html")).LinkTarget.Should().Be("index.html");
        await scenario.Ncompose("up", "-d", "--no-build");
        JsonNode web = await scenario.Container("web");
        (await scenario.Engine.LogsAsync((string)web["Id"]!, until: "travelled")).Should()
            .ContainAll("built", "<h1>here</h1>", "travelled");
        await scenario.Ncompose("down", "--rmi", "local", "-t", "0");
    });
}
