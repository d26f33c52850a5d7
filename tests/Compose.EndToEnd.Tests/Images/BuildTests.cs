using Compose.Testing.Engine;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests.Images;

/// <summary>Images built through buildx and through the engine's own builder: the same stacks, the same results.</summary>
public sealed class BuildTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_stack_is_built_from_its_parts_and_stays_as_it_is(bool buildx) => Scenario.RunAsync(fixture, "build", async scenario =>
    {
        // The BuildKit of 20.10 is too old for named contexts.
        var byBuildKit = buildx && await scenario.HasRecentBuildKitAsync();
        scenario.ChooseBuilder(byBuildKit);
        scenario.File("compose.yaml", """
            services:
              base: {build: {context: base, args: {WORD: from-file}}, scale: 0}
              app:
                build:
                  context: app
                  dockerfile: ../docker/App.Dockerfile
                  target: final
                  args: [WORD, "NUMBER=1"]
                  labels: {color: red}
                  additional_contexts: {parent: "service:base"}
                  extra_hosts: [somewhere=10.1.2.3]
                command: sh -c "cat /word /number /hosts; ls -A /app; echo all of it; sleep 600"
                init: true
              inline:
                build: {context: app, dockerfile_inline: "FROM busybox\nCOPY kept* /\nCMD [\"sleep\", \"600\"]\n"}
                init: true
            """);
        scenario.File("base/Dockerfile", "FROM busybox\nARG WORD\nRUN echo $WORD > /word\n");
        scenario.File("docker/App.Dockerfile", """
            FROM busybox AS maker
            ARG NUMBER
            RUN echo $NUMBER > /number && grep somewhere /etc/hosts > /hosts
            FROM parent AS final
            COPY --from=maker /number /hosts /
            COPY . /app/
            FROM final AS unwanted
            RUN false
            """);
        scenario.File("app/kept.txt", "kept");
        scenario.File("app/dropped.log", "dropped");
        scenario.File("app/.dockerignore", "*.log\n");
        File.CreateSymbolicLink(Path.Combine(scenario.Folder, "app", "link"), "/etc/hostname");
        var up = await scenario.Ncompose("up", "-d");
        up.Error.Should().Contain($"Image {scenario.Project}-app Built");
        var app = await scenario.Container("app");
        (await scenario.Engine.LogsAsync((string)app["Id"]!, until: "all of it")).Should().ContainAll(
            "from-file", "10.1.2.3", "kept.txt", "link", ".dockerignore").And.NotContain("dropped").And.NotContain(".dockerfile");
        var labels = (await scenario.ImageAsync($"{scenario.Project}-app"))!["Config"]!["Labels"]!;
        ((string?)labels["com.docker.compose.project"]).Should().Be(scenario.Project);
        ((string?)labels["com.docker.compose.service"]).Should().Be("app");
        ((string?)labels["color"]).Should().Be("red");
        (labels["com.docker.compose.image.builder"] is null).Should().Be(byBuildKit);

        // The image that it starts from belongs to a service that is not selected.
        await scenario.Ncompose("up", "-d", "--build", "app");
        ((string?)(await scenario.Container("app"))["Id"]).Should().Be((string?)app["Id"], "nothing has changed");
        if (byBuildKit)
        {
            await scenario.Peer("up", "-d");
            ((string?)(await scenario.Container("app"))["Id"]).Should().Be((string?)app["Id"], "Docker Compose sees the same image");
        }

        scenario.File("app/kept.txt", "changed");
        (await scenario.Ncompose("plan", "--build", "app")).Output.Should()
            .Contain("if it is another image then, containers are recreated");
        (await scenario.Ncompose("--dry-run", "up", "-d", "--build", "app")).Error.Should()
            .Contain($"DRY-RUN MODE -  Image {scenario.Project}-app Built");
        ((string?)(await scenario.Container("app"))["Id"]).Should().Be((string?)app["Id"], "a dry run changes nothing");
        await scenario.Ncompose("up", "-d", "--build", "--quiet-build");
        ((string?)(await scenario.Container("app"))["Id"]).Should().NotBe((string?)app["Id"]);

        await scenario.Ncompose("down", "--rmi", "local", "-t", "0");
        (await scenario.ImageAsync((string)app["Image"]!)).Should().NotBeNull("an image without a name may be of use to others");
        await scenario.RemoveImageAsync((string)app["Image"]!);
        (await scenario.ImageAsync($"{scenario.Project}-app")).Should().BeNull();
        (await scenario.ImageAsync($"{scenario.Project}-inline")).Should().BeNull();
        await scenario.RemoveImageAsync($"{scenario.Project}-base");
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_broken_Dockerfile_shows_its_line_and_leaves_nothing(bool buildx) => Scenario.RunAsync(fixture, "broken", async scenario =>
    {
        scenario.ChooseBuilder(buildx);
        scenario.Environment["GITHUB_ACTIONS"] = "true";
        scenario.Environment["GITHUB_WORKSPACE"] = scenario.Folder;
        scenario.File("compose.yaml", "services:\n  web:\n    build: .\n    command: sleep 600\n");
        scenario.File(
            "Dockerfile",
            "FROM busybox\n\n# twice the same, and only the second fails\nRUN echo before; \\\n    test ! -e /once; touch /once\nRUN echo before; \\\n    test ! -e /once; touch /once; echo last words; exit 7\n");
        var run = await scenario.Try("up", "-d", "--quiet-build");
        run.ExitCode.Should().Be(1);
        run.Error.Should().MatchRegex("= (#.* )?last words\n");
        // The BuildKit of 20.10 names the command and not its line.
        if (buildx && !await scenario.HasRecentBuildKitAsync())
            run.Error.Should().Contain("echo last words; exit 7]");
        else
            run.Error.Should().Contain("Dockerfile:6").And.Contain(">>> RUN echo before").And.Contain("   7 | >>>     test")
                .And.Contain($"::error file=Dockerfile,line=6,title=building image {scenario.Project}-web::");
        (await scenario.Containers()).Should().BeEmpty();
        (await scenario.Engine.NetworksAsync($"com.docker.compose.project={scenario.Project}")).Should().BeEmpty();
        (await scenario.ImageAsync($"{scenario.Project}-web")).Should().BeNull();

        scenario.File("compose.yaml", "services:\n  web:\n    build:\n      context: nowhere\n");
        var missing = await scenario.Try("build");
        missing.ExitCode.Should().Be(1);
        missing.Error.Should().Contain("unable to prepare context: path").And.Contain("compose.yaml:4:16 [NC1104]");

        scenario.File("compose.yaml", "services: {web: {platform: linux/riscv64, build: {context: ., dockerfile: nowhere}}}\n");
        (await scenario.Try("build")).Error.Should().Contain("[NC1105]");
        scenario.File("compose.yaml", "services: {web: {build: {context: ., platforms: [linux/amd64]}}}\n");
        scenario.Environment["DOCKER_DEFAULT_PLATFORM"] = "linux/riscv64";
        (await scenario.Try("build")).Error.Should().Contain("[NC1103]");
    });

    [Fact]
    public Task The_log_of_a_build_is_on_standard_output_as_buildx_prints_it() => Scenario.RunAsync(fixture, "build log", async scenario =>
    {
        scenario.LinkBuildx();
        scenario.File("compose.yaml", """
            services:
              one: {build: {context: ., args: {WORD: one}}, command: sleep 600, init: true}
              two: {build: {context: ., args: {WORD: two}}, command: sleep 600, init: true}
              bad: {build: {context: ., args: {WORD: bad}}, profiles: [bad]}
            """);
        scenario.File(
            "Dockerfile",
            "FROM busybox AS first\nARG WORD\nRUN echo begin $WORD; test $WORD != bad; r=$?; echo end $WORD; exit $r\nFROM busybox\nCOPY --from=first /etc/passwd /copied\n");
        var build = await scenario.Ncompose("build", "--no-cache", "one", "two");
        ExpectLog(build.Output);
        build.Output.Should().MatchRegex(@"#\d+ transferring dockerfile: \d+B").And.MatchRegex(@"#\d+ [\d.]+ end one\n").And.MatchRegex(
            @"#\d+ [\d.]+ end two\n");
        build.Error.Split('\n').Order(StringComparer.Ordinal).Should().Equal(
            "", $" Image {scenario.Project}-one Building ", $" Image {scenario.Project}-one Built ",
            $" Image {scenario.Project}-two Building ", $" Image {scenario.Project}-two Built ");

        var up = await scenario.Ncompose("up", "-d", "--build");
        ExpectLog(up.Output);
        up.Error.Should().NotContain("#1 ").And.Contain($" Container {scenario.Project}-one-1 Started ");
        var quiet = await scenario.Ncompose("build", "-q", "one");
        (quiet.Output + quiet.Error).Should().BeEmpty();

        var bad = await scenario.Try("build", "bad");
        bad.ExitCode.Should().Be(1);
        ExpectLog(bad.Output);
        bad.Output.Should().MatchRegex(@"#\d+ ERROR: ").And.MatchRegex(@"\n------\n > \[.*\n(.*\n)+------\n").And.NotContain(">>>");
        bad.Error.Should().Contain("exit code: 1").And.Contain("= end bad\n");
        if (await scenario.HasRecentBuildKitAsync())
            bad.Error.Should().Contain(">>> RUN echo begin");
        await scenario.Ncompose("down", "--rmi", "local", "-t", "0");
    });

    /// <summary>
    /// Steps are numbered as they appear, each begins with its name, and nothing follows its end, unless another image comes by and names
    /// it again.
    /// </summary>
    private static void ExpectLog(string log)
    {
        var ended = new HashSet<int>();
        var last = 0;
        foreach (var line in log.Split('\n').Where(line => line.StartsWith('#') && !line.StartsWith("#0 ", StringComparison.Ordinal)))
        {
            var (number, rest) = (int.Parse(line[1..line.IndexOf(' ')]), line[(line.IndexOf(' ') + 1)..]);
            var isName = rest.StartsWith('[') || rest.StartsWith("exporting to", StringComparison.Ordinal)
                || rest.StartsWith("resolving ", StringComparison.Ordinal);
            number.Should().BeLessThanOrEqualTo(last + 1, "steps are numbered in their order: {0}", log);
            if (number > last || ended.Contains(number))
                isName.Should().BeTrue("a step begins with its name, and nothing follows its end: {0}", log);
            last = Math.Max(last, number);
            if (rest.StartsWith("DONE ", StringComparison.Ordinal) || rest == "CACHED")
                ended.Add(number);
            else if (isName)
                ended.Remove(number);
        }

        last.Should().BeGreaterThan(5);
    }

    /// <summary>
    /// Pipes and sockets must not be read, and a name that is no text cannot be: what must not be is an image without it, or a wait without
    /// an end.
    /// </summary>
    [Fact]
    public Task Sockets_in_the_context_do_not_stop_a_build() => Scenario.RunAsync(fixture, "odd files", async scenario =>
    {
        scenario.ChooseBuilder(buildx: false);
        scenario.File("compose.yaml", "services: {web: {build: .}}\n");
        scenario.File(
            "Dockerfile",
            "FROM busybox\nCOPY . /context/\nRUN test -p /context/pipe && test ! -e /context/socket && test -e /context/empty\n");
        scenario.File("empty", "");
        await ShellAsync("mkfifo pipe");
        using (var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, 0))
        {
            socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(Path.Combine(scenario.Folder, "socket")));
            await scenario.Ncompose("build", "-q");
            await scenario.Ncompose("down", "--rmi", "local");
        }

        await ShellAsync(": >\"$(printf 'not\\377text')\"");
        var run = await scenario.Try("build", "-q");
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain("unable to prepare context: ").And.Contain("not\uFFFDtext");
        // The runtime cannot name it, so it cannot take it away with the rest either.
        await ShellAsync("rm not*text");

        async Task ShellAsync(string command) =>
            (await ProcessRun.RunAsync("/bin/sh", ["-c", command], scenario.Folder, scenario.Environment)).ExitCode.Should().Be(0);
    });

    [Fact]
    public Task Features_that_need_BuildKit_are_errors_at_their_line() => Scenario.RunAsync(fixture, "needs buildkit", async scenario =>
    {
        scenario.ChooseBuilder(buildx: false);
        scenario.File("Dockerfile", "FROM busybox\n");
        scenario.File("compose.yaml", """
            services:
              web:
                build:
                  context: .
                  secrets: [token]
                  cache_to: [type=inline]
            secrets: {token: {environment: HOME}}
            """);
        var run = await scenario.Try("build");
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain("the classic builder doesn't support secrets, set DOCKER_BUILDKIT=1 to use BuildKit").And.Contain(
            "compose.yaml:5:16 [NC1101]");
        run.Error.Should().Contain("cache_to has no effect without BuildKit").And.Contain("[NC1102]");
    });

    [Fact]
    public Task The_bake_file_is_the_one_of_Docker_Compose() => Scenario.RunAsync(fixture, "bake file", async scenario =>
    {
        scenario.LinkBuildx();
        scenario.Environment["NCOMPOSE_DIALECT"] = "2.40";
        scenario.Environment["TAKEN"] = "from-environment";
        scenario.File("ctx/Dockerfile", "FROM busybox\n");
        scenario.File("compose.yaml", """
            services:
              all.in:
                image: example.com/all:1
                build:
                  context: ctx
                  dockerfile: Other.Dockerfile
                  args: {ONE: "1", TAKEN: , ABSENT: , TEXT: "$${X} <&>"}
                  labels: {l: "<x>"}
                  extra_hosts: [h=1.2.3.4]
                  ulimits: {nofile: 5}
                  secrets: [s, {source: e, target: id}]
                  ssh: [default]
                  tags: [example.com/all:2]
                  additional_contexts: {base: "service:inline", folder: ./ctx, image: docker-image://busybox}
                  shm_size: 64m
                  provenance: mode=max
                  sbom: true
                  cache_from: [type=local,src=/tmp/x]
                  cache_to: [type=inline]
                  entitlements: [network.host]
                  privileged: true
                  network: host
                  target: t
                  no_cache: true
                  pull: true
                  platforms: [linux/amd64, linux/arm64]
              inline: {build: {dockerfile_inline: "FROM busybox\nRUN echo $${A:-b}"}}
              remote: {build: "https://example.com/x.git#main:sub"}
            secrets:
              s: {file: ./compose.yaml}
              e: {environment: HOME}
            """);
        foreach (var flags in new string[][] { ["all.in"], ["inline", "--build-arg", "ONE=2", "--build-arg", "TAKEN"],
            ["inline", "--check"], ["remote", "--push", "--no-cache", "--pull", "--ssh", "k=/tmp/k"] })
        {
            var peer = (await scenario.Peer(["build", "--print", .. flags])).Output;
            var ours = (await scenario.Ncompose(["build", "--print", .. flags])).Output;

            // The peer prints the group in a random order.
            Targets(ours).Should().Be(Targets(peer));
        }

        static string Targets(string bake) => bake[bake.IndexOf("\"target\"", StringComparison.Ordinal)..];
    });

    [Fact]
    public Task A_large_context_is_streamed() => Scenario.RunAsync(fixture, "large", async scenario =>
    {
        scenario.ChooseBuilder(buildx: false);
        scenario.File("Dockerfile", "FROM scratch\nCOPY small /\n");
        scenario.File("small", "small");
        scenario.File("compose.yaml", "services: {web: {build: .}}\n");
        await using (var large = new FileStream(Path.Combine(scenario.Folder, "large"), FileMode.Create))
            large.SetLength(1L << 30);
        var script =
            "\"$@\" & pid=$!; peak=0; while kill -0 $pid 2>/dev/null; do now=$(grep VmHWM /proc/$pid/status); [ -z \"$now\" ] || peak=$now; sleep 0.1; done; echo $peak; wait $pid";
        var run = await ProcessRun.RunAsync(
            "/bin/bash", ["-c", script, "bash", RequiredProgram.Ncompose, "build", "-q"], scenario.Folder, scenario.Environment);
        run.ExitCode.Should().Be(0, run.ToString());
        int.Parse(run.Output.Split(' ')[1]).Should().BeLessThan(200_000, "kilobytes, with a context of a million of them");
        await scenario.RemoveImageAsync($"{scenario.Project}-web");
    });
}
