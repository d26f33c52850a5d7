using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Compose.EndToEnd.Tests.Images;
using Compose.Testing.Engine;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests;

/// <summary>A checkout is input: its .env and compose files choose no engine, no program and no configuration.</summary>
public sealed class TrustTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const UnixFileMode Program = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    [Fact]
    public Task A_checkout_does_not_choose_the_program_that_builds() => Scenario.RunAsync(fixture, "evil buildx", async scenario =>
    {
        scenario.LinkBuildx();
        scenario.File(
            "compose.yaml",
            "services: {web: {build: {dockerfile_inline: FROM busybox}, command: sleep 600, init: true, stop_grace_period: 0s}}\n");
        scenario.File(
            ".env", "DOCKER_CONFIG=./evil\nPATH=./evil/bin\nBUILDX_BUILDER=stranger\nDOCKER_BUILDKIT=0\nDOCKER_CONTEXT=stranger\nDOCKER_API_VERSION=9.9\n");
        foreach (var name in new[] { "evil/cli-plugins/docker-buildx", "evil/bin/docker-buildx" })
        {
            scenario.File(name, $"#!/bin/sh\necho \"$@\" >> '{scenario.Folder}/ran'\n");
            File.SetUnixFileMode(Path.Combine(scenario.Folder, name), Program);
        }

        (await scenario.Ncompose("build")).Error.Should().Contain($"Image {scenario.Project}-web Built");
        await scenario.RemoveImageAsync($"{scenario.Project}-web");
        await scenario.Ncompose("up", "-d");
        File.Exists(Path.Combine(scenario.Folder, "ran")).Should().BeFalse();
        await scenario.Ncompose("down", "--rmi", "local");
    });

    [Fact]
    public Task A_checkout_does_not_choose_the_engine() => Scenario.RunAsync(fixture, "evil engine", async scenario =>
    {
        using var stranger = new TcpListener(IPAddress.Loopback, 0);
        stranger.Start();
        var address = (IPEndPoint)stranger.LocalEndpoint;
        scenario.File("compose.yaml", "services: {web: {image: '127.0.0.1:1/app'}}\n");
        scenario.File(".docker/config.json", """{"auths": {"127.0.0.1:1": {"auth": "YWxpY2U6UzNjcmV0UGFzcw=="}}}""");
        scenario.File(".env", $"DOCKER_HOST=tcp://{address}\nDOCKER_TLS=\n");

        await scenario.Ncompose("ps");
        var pull = await scenario.Try("pull");
        pull.ExitCode.Should().Be(1);
        pull.Error.Should().Contain("127.0.0.1:1/app").And.NotContain(address.ToString());
        var login = await ProcessRun.RunAsync(
            RequiredProgram.Ncompose, ["login", "127.0.0.1:1", "-u", "alice", "--password-stdin"], scenario.Folder, scenario.Environment,
            "S3cretPass\n");
        login.ExitCode.Should().Be(1);
        scenario.Environment.Remove("DOCKER_HOST");
        (await scenario.Try("pull")).Error.Should().NotContain(address.ToString());
        stranger.Pending().Should().BeFalse("no connection was made");
    });

    [Fact]
    public Task A_secret_of_a_build_does_not_configure_buildx() => Scenario.RunAsync(fixture, "secret variables", async scenario =>
    {
        scenario.LinkBuildx();
        scenario.File(".env", "BUILDX_CONFIG=./stolen\nBUILDX_BUILDER=stranger\n");
        scenario.File("compose.yaml", """
            services:
              web:
                build:
                  dockerfile_inline: |
                    FROM busybox
                    RUN --mount=type=secret,id=config grep -qx ./stolen /run/secrets/config
                    RUN --mount=type=secret,id=builder,env=NAME test "$$NAME" = stranger
                  secrets: [config, {source: chosen, target: builder}]
            secrets:
              config: {environment: BUILDX_CONFIG}
              chosen: {environment: BUILDX_BUILDER}
            """);

        await scenario.Ncompose("build");
        Directory.Exists(Path.Combine(scenario.Folder, "stolen")).Should().BeFalse();
        await scenario.RemoveImageAsync($"{scenario.Project}-web");
    });

    [Fact]
    public Task Images_are_built_when_docker_runs_ncompose_as_its_plugin() => Scenario.RunAsync(fixture, "plugin builds", async scenario =>
    {
        scenario.LinkBuildx();
        scenario.File("compose.yaml", "services: {web: {build: {dockerfile_inline: FROM busybox}, command: 'true'}}\n");
        await scenario.Ncompose("plugin", "install", "--as-compose");
        (await Docker("ncompose", "build")).Error.Should().Contain($"Image {scenario.Project}-web Built");
        (await Docker("compose", "up", "--build", "-d")).Error.Should().Contain($"Image {scenario.Project}-web Built");
        await scenario.Ncompose("down", "--rmi", "local");

        async Task<ProcessRun> Docker(params string[] arguments)
        {
            var run = await ProcessRun.RunAsync(RequiredProgram.Docker, arguments, scenario.Folder, scenario.Environment);
            run.ExitCode.Should().Be(0, run.ToString());
            return run;
        }
    });

    [Fact]
    public Task Paths_of_ssh_keys_start_in_the_working_folder() => Scenario.RunAsync(fixture, "ssh path", async scenario =>
    {
        scenario.LinkBuildx();
        scenario.File("project/compose.yaml", """
            services:
              web:
                build:
                  dockerfile_inline: |
                    FROM busybox
                    RUN --mount=type=ssh,id=key test -S "$$SSH_AUTH_SOCK"
            """);
        using var key = RSA.Create(2048);
        scenario.File("key", key.ExportRSAPrivateKeyPem() + "\n");

        await scenario.Ncompose("-f", "project/compose.yaml", "build", "--ssh", "key=key");
        await scenario.RemoveImageAsync($"{scenario.Project}-web");
    });
}
