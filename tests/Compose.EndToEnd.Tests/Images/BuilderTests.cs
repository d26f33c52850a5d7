using Compose.Testing.Engine;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests.Images;

/// <summary>Where a build gets its files and its keys from, and what it leaves.</summary>
public sealed class BuilderTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Contexts_may_be_repositories_and_archives(bool buildx) => Scenario.RunAsync(fixture, "remote contexts", async scenario =>
    {
        scenario.ChooseBuilder(buildx);
        scenario.File("source/Dockerfile", "FROM busybox\nCOPY word /word\nCMD [\"cat\", \"/word\"]\n");
        scenario.File("source/word", "above\n");
        scenario.File("source/sub/Other.Dockerfile", "FROM busybox\nCOPY word /word\nCMD [\"cat\", \"/word\"]\n");
        scenario.File("source/sub/word", "below\n");
        await using var remote = await RemoteContexts.ServeAsync(scenario);
        // The BuildKit of 20.10 takes repositories only as a whole.
        var (folder, text) = buildx && !await scenario.HasRecentBuildKitAsync() ? ("", "above") : (":sub", "below");
        scenario.File("compose.yaml", $"""
            services:
              branch:
                build: "{remote.Repository}#main"
              folder:
                build:
                  context: "{remote.Repository}#main{folder}"
                  dockerfile: {(folder.Length > 0 ? "Other.Dockerfile" : "Dockerfile")}
              web:
                build: "{remote.Archive}"
            """);
        // Attached: it ends when all of them have said what they have to say.
        await scenario.Ncompose("up");
        var logs = (await scenario.Ncompose("logs")).Output;
        logs.Should().Contain("branch-1  | above\n").And.Contain($"folder-1  | {text}\n").And.Contain("web-1     | above\n");

        scenario.File("compose.yaml", $"services:\n  gone:\n    build: {remote.Repository}#nowhere\n");
        var run = await scenario.Try("build");
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain("nowhere").And.Contain("compose.yaml:2:3");
        await scenario.Ncompose("-f", "compose.yaml", "down", "--remove-orphans");
        foreach (var service in new[] { "branch", "folder", "web" })
            await scenario.RemoveImageAsync($"{scenario.Project}-{service}");
    });

    [Fact]
    public Task Keys_and_secrets_reach_BuildKit_and_stay_out_of_the_image() => Scenario.RunAsync(fixture, "keys", async scenario =>
    {
        scenario.LinkBuildx();
        scenario.Environment["TOKEN"] = "hush-hush";
        scenario.File("token.txt", "from a file");
        scenario.File("compose.yaml", """
            services:
              web:
                build:
                  dockerfile_inline: |
                    FROM busybox
                    RUN --mount=type=ssh test -S $$SSH_AUTH_SOCK
                    RUN --mount=type=secret,id=token test $$(wc -c </run/secrets/token) = 9
                    RUN --mount=type=secret,id=other grep -qx 'from a file' /run/secrets/other
                  ssh: [default]
                  secrets: [token, {source: filed, target: other}]
            secrets:
              token: {environment: TOKEN}
              filed: {file: token.txt}
            """);
        var run = await ProcessRun.RunAsync(
            RequiredProgram.Installed("ssh-agent"), [RequiredProgram.Ncompose, "--verbose", "build", "--no-cache"], scenario.Folder,
            scenario.Environment);
        run.ExitCode.Should().Be(0, run.ToString());
        (run.Output + run.Error).Should().NotContain("hush-hush");
        (await scenario.ImageAsync($"{scenario.Project}-web"))!.ToJsonString().Should().NotContain("hush-hush");
        await scenario.RemoveImageAsync($"{scenario.Project}-web");
    });

    [Fact]
    public Task A_check_builds_nothing_and_its_findings_fail() => Scenario.RunAsync(fixture, "check", async scenario =>
    {
        scenario.LinkBuildx();
        scenario.File("good/Dockerfile", "FROM busybox\n");
        scenario.File("bad/Dockerfile", "FROM busybox as base\n");
        scenario.File("compose.yaml", "services:\n  good: {build: good}\n  bad: {build: bad}\n");
        if (!await scenario.HasRecentBuildKitAsync())
        {
            (await scenario.Try("build", "--check", "good")).Error.Should().Contain("= help: the engine's BuildKit is too old for that");
            return;
        }

        (await scenario.Ncompose("build", "--check", "good")).Output.Should().Contain("no warnings");
        var bad = await scenario.Try("build", "--check", "bad");
        bad.ExitCode.Should().Be(1);
        bad.Output.Should().Contain("FromAsCasing").And.Contain("FROM busybox as base");
        (await scenario.ImageAsync($"{scenario.Project}-good")).Should().BeNull();
        (await scenario.ImageAsync($"{scenario.Project}-bad")).Should().BeNull();

        scenario.Environment["DOCKER_BUILDKIT"] = "0";
        (await scenario.Try("build", "--check", "good")).Error.Should().Contain("--check, --provenance and --sbom need BuildKit");
    });

    /// <summary>
    /// An engine without the containerd store cannot keep such images, and there is no other builder: then both tools fail, and ours says
    /// where.
    /// </summary>
    [Theory]
    [InlineData("platforms: [linux/amd64, linux/arm64]", "Multi-platform build is not supported for the docker driver")]
    [InlineData("provenance: mode=max", "Attestation is not supported for the docker driver")]
    [InlineData("sbom: true", "Attestation is not supported for the docker driver")]
    public Task A_feature_that_the_builder_lacks_is_one_error(string attribute, string why) =>
    Scenario.RunAsync(fixture, "driver", async scenario =>
    {
        scenario.LinkBuildx();
        scenario.File("Dockerfile", "FROM scratch\nCOPY Dockerfile /\n");
        scenario.File("compose.yaml", $"services:\n  web:\n    build:\n      context: .\n      {attribute}\n");
        var peer = await ProcessRun.RunAsync(RequiredProgram.Peer, ["build"], scenario.Folder, scenario.Environment);
        var ours = await scenario.Try("build");
        ours.ExitCode.Should().Be(peer.ExitCode);
        if (peer.ExitCode != 0)
            ours.Error.Should().Contain(why).And.Contain("compose.yaml:2:3").And.Contain("containerd image store");
        else
            await scenario.RemoveImageAsync($"{scenario.Project}-web");
    });

    [Fact]
    public Task Images_of_earlier_builds_are_removed_and_forgotten_ones_are_reported() =>
    Scenario.RunAsync(fixture, "prune", async scenario =>
    {
        scenario.ChooseBuilder(buildx: false);
        scenario.File("Dockerfile", "FROM busybox\nARG TURN\nENV TURN=$TURN\n");
        const string both =
            "services:\n  web: {build: ., command: sleep 600, init: true, stop_grace_period: 0s}\n  old: {build: ., profiles: [seldom]}\n";
        scenario.File("compose.yaml", both);
        await scenario.Ncompose("up", "-d", "web");
        var first = (string)(await scenario.ImageAsync($"{scenario.Project}-web"))!["Id"]!;
        await scenario.Ncompose("build", "--build-arg", "TURN=2", "web", "old");
        var second = (string)(await scenario.ImageAsync($"{scenario.Project}-web"))!["Id"]!;
        await scenario.Ncompose("build", "--build-arg", "TURN=3", "web");
        var images = await scenario.Ncompose("images");
        images.Error.Should().BeEmpty("a service with a profile that is not wanted now is there");

        // The first one is in use, the second one is not, and others have no name either.
        scenario.Environment["COMPOSE_PROJECT_NAME"] = scenario.Project + "other";
        await scenario.Ncompose("build", "--build-arg", "TURN=4", "web");
        var others = (string)(await scenario.ImageAsync($"{scenario.Project}other-web"))!["Id"]!;
        await scenario.Ncompose("build", "--build-arg", "TURN=5", "web");
        scenario.Environment["COMPOSE_PROJECT_NAME"] = scenario.Project;
        await scenario.Ncompose("build", "--build-arg", "TURN=6", "old");
        (await scenario.Ncompose("images", "--prune")).Output.Should().Contain($"Deleted {second}").And.Contain("Total reclaimed space:");
        (await scenario.ImageAsync(first)).Should().NotBeNull();
        (await scenario.ImageAsync(second)).Should().BeNull();
        (await scenario.ImageAsync(others)).Should().NotBeNull();

        scenario.File("compose.yaml", both[..both.IndexOf("  old:", StringComparison.Ordinal)]);
        var told =
            $"warning: image {scenario.Project}-old:latest was built for service \"old\", which the files no longer have; `docker rmi {scenario.Project}-old:latest` removes it\n";
        (await scenario.Ncompose("images")).Error.Should().Be(told);
        (await scenario.Ncompose("images", "-q")).Error.Should().BeEmpty();
        (await scenario.Ncompose("down", "--rmi", "local")).Error.Should().EndWith(told);
        (await scenario.ImageAsync($"{scenario.Project}-web")).Should().BeNull();
        foreach (var image in new[] { $"{scenario.Project}-old", $"{scenario.Project}other-web", first, others })
            await scenario.RemoveImageAsync(image);
    });
}
