using Compose.Testing.Engine;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests.Images;

/// <summary>A registry that wants a password, with the login in a file and in a credential helper.</summary>
public sealed class LoginTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    [Fact]
    public Task A_login_opens_the_registry_until_the_logout() => Scenario.RunAsync(fixture, "login", async scenario =>
    {
        await using var registry = await LocalRegistry.StartAsync(fixture, withPassword: true);
        scenario.File("compose.yaml", $"services: {{a: {{image: '{registry.Address}/t/private:1', build: .}}}}\n");
        await scenario.TagAsync($"{registry.Address}/t/private", "1");
        var denied = await scenario.Try("push");
        denied.ExitCode.Should().Be(1);
        denied.Error.Should()
            .Contain("no basic auth credentials").And.Contain("compose.yaml:1:23").And.Contain($"ncompose login {registry.Address}");

        var wrong = await LoginAsync(scenario, registry, "wrong");
        wrong.ExitCode.Should().Be(1);
        wrong.Error.Should().Contain("401 Unauthorized").And.NotContain("wrong");
        var config = Path.Combine(scenario.Folder, ".docker", "config.json");
        File.Exists(config).Should().BeFalse("what opens nothing is not kept");

        var right = await LoginAsync(scenario, registry, LocalRegistry.Password);
        right.ToString().Should().Contain("Login Succeeded").And.NotContain(LocalRegistry.Password);
        File.GetUnixFileMode(config).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await scenario.Ncompose("--verbose", "push")).ToString().Should()
            .NotContain(LocalRegistry.Password).And.NotContain(Base64(LocalRegistry.User + ":" + LocalRegistry.Password));
        await scenario.RemoveImageAsync($"{registry.Address}/t/private:1");
        await scenario.Peer("pull");
        await scenario.RemoveImageAsync($"{registry.Address}/t/private:1");
        await scenario.Ncompose("pull");
        await scenario.RemoveImageAsync($"{registry.Address}/t/private:1");
        (await scenario.Ncompose("login", registry.Address)).ToString().Should()
            .Contain("Authenticating with existing credentials").And.Contain("Login Succeeded");

        (await scenario.Ncompose("logout", registry.Address)).Output.Should().Contain("Removing login credentials");
        File.ReadAllText(config).Should().NotContain(registry.Address);
        (await scenario.Try("pull")).ExitCode.Should().Be(1);
    });

    [Fact]
    public Task An_unreadable_docker_config_stops_only_commands_that_need_a_login() =>
    Scenario.RunAsync(fixture, "damaged", async scenario =>
    {
        scenario.File(".docker/config.json", "{ not JSON");
        scenario.File("compose.yaml", "services: {a: {image: busybox, command: sleep 600, init: true}}\n");
        (await scenario.Ncompose("up", "-d")).Error.Should()
            .Contain("config.json is not JSON (line 1): no proxies and no credentials of it are used");
        (await scenario.Ncompose("ps")).Output.Should().Contain("busybox");
        await scenario.Ncompose("down", "-t", "0");
        var pull = await scenario.Try("pull");
        pull.ExitCode.Should().Be(1);
        pull.Error.Should().Contain("config.json is not JSON (line 1)");
    });

    /// <summary>A read of the keyboard cannot be called off, and a user who presses Ctrl-C wants the shell back.</summary>
    [Fact]
    public Task Ctrl_C_ends_the_questions_of_a_login() => Scenario.RunAsync(fixture, "login keys", async scenario =>
    {
        await using var screen = await TerminalScreen.OpenShellAsync(scenario.Folder, scenario.Environment);
        await screen.EnterAsync($"{RequiredProgram.Ncompose} login 127.0.0.1:1; echo gone=$?");
        await screen.ShowsAsync("Username:");
        await screen.PressAsync("C-c");
        await screen.ShowsAsync("\ngone=130");
        await screen.EnterAsync($"{RequiredProgram.Ncompose} login 127.0.0.1:1 -u robot; echo left=$?");
        await screen.ShowsAsync("Password:");
        await screen.TypeAsync("hidden");
        await screen.PressAsync("C-c");
        await screen.ShowsAsync("\nleft=130");
        await screen.EnterAsync("echo sho''wn; stty -a | grep -c ' echo '");
        await screen.ShowsAsync("\nshown\n1");
    });

    [Fact]
    public Task A_credential_helper_keeps_what_the_file_does_not() => Scenario.RunAsync(fixture, "helper", async scenario =>
    {
        await using var registry = await LocalRegistry.StartAsync(fixture, withPassword: true);
        scenario.File("bin/docker-credential-shelf", """
            #!/bin/sh
            read -r line
            case $1 in
              store) echo "$line" > "$HOME/shelf" ;;
              get) if [ -s "$HOME/shelf" ]; then cat "$HOME/shelf"; else echo "credentials not found in native keychain"; exit 1; fi ;;
              erase) rm -f "$HOME/shelf" ;;
              list) echo '{}' ;;
            esac
            """);
        File.SetUnixFileMode(
            Path.Combine(scenario.Folder, "bin/docker-credential-shelf"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        scenario.Environment["PATH"] = Path.Combine(scenario.Folder, "bin") + ":" + scenario.Environment["PATH"];
        scenario.File(".docker/config.json", """{"credsStore": "shelf", "detachKeys": "ctrl-x"}""");
        scenario.File("compose.yaml", $"services: {{a: {{image: '{registry.Address}/t/shelf:1', build: .}}}}\n");
        await scenario.TagAsync($"{registry.Address}/t/shelf", "1");

        (await LoginAsync(scenario, registry, LocalRegistry.Password)).ExitCode.Should().Be(0);
        var config = await File.ReadAllTextAsync(Path.Combine(scenario.Folder, ".docker/config.json"));
        config.Should().Contain("ctrl-x", "the rest of the file is somebody else's").And.NotContain(
            Base64(LocalRegistry.User + ":" + LocalRegistry.Password));
        (await File.ReadAllTextAsync(Path.Combine(scenario.Folder, "shelf"))).Should().Contain(LocalRegistry.Password);
        await scenario.Ncompose("push", "-q");
        await scenario.Ncompose("logout", registry.Address);
        File.Exists(Path.Combine(scenario.Folder, "shelf")).Should().BeFalse();

        var auth = $"{{\"auth\": \"{Base64(LocalRegistry.User + ":" + LocalRegistry.Password)}\"}}";
        scenario.Environment["DOCKER_AUTH_CONFIG"] = $"{{\"auths\": {{\"{registry.Address}\": {auth}}}}}";
        await scenario.RemoveImageAsync($"{registry.Address}/t/shelf:1");
        await scenario.Ncompose("pull", "-q");
        await scenario.RemoveImageAsync($"{registry.Address}/t/shelf:1");
    });

    private static Task<ProcessRun> LoginAsync(Scenario scenario, LocalRegistry registry, string password) =>
        ProcessRun.RunAsync(
            RequiredProgram.Ncompose, ["login", registry.Address, "-u", LocalRegistry.User, "--password-stdin"], scenario.Folder,
            scenario.Environment, password + "\n");

    private static string Base64(string text) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));
}
