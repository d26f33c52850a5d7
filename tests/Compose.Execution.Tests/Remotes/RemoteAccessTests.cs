using System.Collections.Immutable;
using Compose.Execution.Remotes;
using Compose.Files;
using Compose.Files.Environment;
using FluentAssertions;
using Xunit;

namespace Compose.Execution.Tests.Remotes;

/// <summary>The summary of what remote files do beyond their containers.</summary>
public sealed class RemoteAccessTests : IDisposable
{
    private readonly string _cache = Directory.CreateTempSubdirectory("ncompose-cache-").FullName;
    private readonly string _local = Directory.CreateTempSubdirectory("ncompose-local-").FullName;

    private UsedRemote Remote => new("oci://example.com/a", "sha256:" + new string('0', 64), Path.Combine(_cache, "a"));

    public void Dispose()
    {
        Directory.Delete(_cache, recursive: true);
        Directory.Delete(_local, recursive: true);
    }

    [Theory]
    [InlineData("image: x", "")]
    [InlineData("volumes: ['./data:/data', 'named:/n', /anonymous]", "")]
    [InlineData("build: .", "")]
    [InlineData("volumes: ['/etc:/e:ro']", "service web mounts /etc, read-only")]
    [InlineData("volumes: ['../other:/e']", "service web mounts CACHE/other")]
    [InlineData("volumes: [{type: bind, source: ~/x, target: /e}]", "service web mounts HOME/x")]
    [InlineData("volumes: ['/var/run/docker.sock:/s']", "service web mounts the engine's socket /var/run/docker.sock")]
    [InlineData("privileged: true", "service web is privileged")]
    [InlineData("privileged: false", "")]
    [InlineData("use_api_socket: true", "service web gets the engine's socket and your logins of registries")]
    [InlineData("pid: host", "service web has pid: host")]
    [InlineData("network_mode: host", "service web has network_mode: host")]
    [InlineData("pid: container:other", "service web has pid: container:other")]
    [InlineData("volumes_from: ['container:other:ro']", "service web has volumes_from: container:other:ro")]
    [InlineData("cap_add: [SYS_ADMIN]", "service web has cap_add")]
    [InlineData("devices: [/dev/kmsg]", "service web has devices")]
    [InlineData("security_opt: ['apparmor:unconfined']", "service web has security_opt")]
    [InlineData("env_file: OUTSIDE/secrets.env", "service web has the variables of OUTSIDE/secrets.env")]
    [InlineData("build: /srv", "the build of service web reads /srv")]
    [InlineData("build: {context: ., additional_contexts: {home: /home}}", "the build of service web reads /home")]
    [InlineData("build: {context: ., ssh: [default]}", "the build of service web gets your ssh keys")]
    [InlineData("provider: {type: cloud}", "service web runs the program cloud on this machine")]
    [InlineData("pre_start: [{command: x, volumes: ['/etc:/e']}]", "pre_start of service web mounts /etc")]
    [InlineData("post_start: [{command: x, privileged: true}]", "a hook of service web is privileged")]
    [InlineData("develop: {watch: [{path: /home, action: sync, target: /h}]}", "service web is sent the changes of /home")]
    public void An_attribute_of_a_remote_file_is_listed(string attribute, string line)
    {
        var outside = Directory.CreateDirectory(Path.Combine(_cache, "outside")).FullName;
        File.WriteAllText(Path.Combine(outside, "secrets.env"), "TOKEN=1\n");
        var image = attribute.StartsWith("image", StringComparison.Ordinal) || attribute.StartsWith("provider", StringComparison.Ordinal)
            ? "" : "    image: x\n";
        var lines = Lines(
            $"services:\n  web:\n{image}    {attribute.Replace("OUTSIDE", outside, StringComparison.Ordinal)}\nvolumes: {{named: }}\n", "");
        var expected = line.Replace("CACHE", _cache, StringComparison.Ordinal).Replace("OUTSIDE", outside,
            StringComparison.Ordinal).Replace("HOME", "/home/me", StringComparison.Ordinal);
        lines.Should().Equal(expected.Length == 0 ? [] : new[] { expected });
    }

    [Theory]
    [InlineData("volumes: {v: {driver: local, driver_opts: {type: none, o: bind, device: /etc}}}", "volume v is /etc")]
    [InlineData("volumes: {v: {external: true, name: data-of-shop}}", "volume v is data-of-shop, which is not of this project")]
    [InlineData("secrets: {s: {file: /etc/shadow}}", "s is read from /etc/shadow")]
    [InlineData("configs: {c: {file: ./c}}", "")]
    public void A_resource_of_a_remote_file_is_listed(string section, string line)
    {
        var use = section[0] switch { 'v' => "volumes: ['v:/v']", 's' => "secrets: [s]", _ => "configs: [c]" };
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Remote.Folder).FullName, "c"), "x");
        Lines($"services: {{web: {{image: x, {use}}}}}\n{section}\n", "").Should().Equal(line.Length == 0 ? [] : new[] { line });
    }

    [Fact]
    public void What_local_files_say_is_not_listed() =>
        Lines("services: {web: {image: x}}\n",
            "services:\n  web: {privileged: true, volumes: ['/etc:/e']}\n  own: {image: x, pid: host, volumes: ['/:/r']}\n")
            .Should().BeEmpty();

    [Fact]
    public void Commands_that_create_nothing_ask_about_programs_only()
    {
        var loaded = Load("""
            services:
              web: {image: x, privileged: true, pre_stop: [{command: x, privileged: true}]}
              cloud: {provider: {type: aws}}

            """, "");
        RemoteAccess.ProgramsOf(loaded.Project!, loaded.Sources, [Remote], _local).Should().Equal(
            "a hook of service web is privileged", "service cloud runs the program aws on this machine");
    }

    [Fact]
    public void A_consent_is_for_its_content_and_lines()
    {
        Directory.CreateDirectory(Remote.Folder);
        ImmutableArray<string> lines = ["service web mounts /etc", "service web is privileged"];
        new AcceptedAccess([Remote], lines).IsKnown.Should().BeFalse();
        new AcceptedAccess([Remote], lines).Remember().Should().BeNull();
        new AcceptedAccess([Remote], lines).IsKnown.Should().BeTrue();
        new AcceptedAccess([Remote], [lines[0]]).IsKnown.Should().BeTrue();
        new AcceptedAccess([Remote], ["service web mounts /home"]).IsKnown.Should().BeFalse();
        new AcceptedAccess([Remote with { Folder = Path.Combine(_cache, "b") }], lines).IsKnown.Should().BeFalse();
    }

    private ImmutableArray<string> Lines(string remote, string local)
    {
        var loaded = Load(remote, local);
        return RemoteAccess.Of(loaded.Project!, loaded.Sources, [Remote], _local);
    }

    private LoadResult Load(string remote, string local)
    {
        Directory.CreateDirectory(Remote.Folder);
        File.WriteAllText(Path.Combine(Remote.Folder, "compose.yaml"), remote);
        File.WriteAllText(Path.Combine(_local, "compose.yaml"), $"include: [{Remote.Folder}/compose.yaml]\n{local}");
        var loaded = ComposeLoader.Load(new LoadRequest
        {
            Files = [new ComposeFile("compose.yaml", Path.Combine(_local, "compose.yaml"))],
            Directory = _local,
            Environment = ComposeEnvironment.From([new("HOME", "/home/me")], "test"),
            ProjectName = "test",
        });
        loaded.Diagnostics.Where(problem => problem.Severity == Compose.Files.Diagnostics.Severity.Error).Should().BeEmpty();
        return loaded;
    }
}
