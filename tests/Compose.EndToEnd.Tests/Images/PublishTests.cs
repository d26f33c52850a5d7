using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Compose.Testing;
using Compose.Testing.Engine;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests.Images;

/// <summary>Projects that are published into a real registry, and run from there.</summary>
public sealed class PublishTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const int FetchKills = 8;
    private const string Manifest = "application/vnd.oci.image.manifest.v1+json";

    [Fact]
    public Task What_one_of_the_tools_publishes_the_other_runs() => Scenario.RunAsync(fixture, "publish", async scenario =>
    {
        await using var registry = await LocalRegistry.StartAsync(fixture, withTls: true);
        scenario.Environment["SSL_CERT_FILE"] = registry.Certificate;
        scenario.Environment["XDG_CACHE_HOME"] = Path.Combine(scenario.Folder, "cache");
        scenario.Environment["NCOMPOSE_DIALECT"] = "2.40";
        var (own, peers) = ($"{registry.Address}/t/own", $"{registry.Address}/t/peer");
        var image = $"{registry.Address}/t/busy:1";
        await DockerAsync(scenario, "tag", "busybox", image);
        await DockerAsync(scenario, "push", "-q", image);
        Write(scenario, image);
        string[][] forms = [[], ["--resolve-image-digests"], ["--with-env"], ["--oci-version", "1.0"],
            ["--with-env", "--oci-version", "1.1"]];
        foreach (var flags in forms)
        {
            await scenario.Ncompose(["publish", "--yes", .. flags, $"{own}:1"]);
            await scenario.Peer(["publish", "--yes", .. flags, $"{peers}:1"]);
            (await ManifestAsync(registry, "own")).Should().Be(await ManifestAsync(registry, "peer"), string.Join(' ', flags));
        }

        // Another engine's artifact, and the own one: both tools read both, and take over what the other has started.
        foreach (var reference in (string[])[$"oci://{own}:1", $"oci://{peers}:1"])
        {
            (await scenario.Ncompose("-f", reference, "config")).Output.Should().Be((await scenario.Peer("-f", reference,
                "config")).Output);
            await scenario.Ncompose("-f", reference, "up", "-d");
            var before = (string?)(await scenario.Container("web"))["Id"];
            await scenario.Peer("-f", reference, "up", "-d");
            ((string?)(await scenario.Container("web"))["Id"]).Should().Be(before);
        }

        // A project that includes a published one can be published, too.
        scenario.File("compose.yaml", $"name: outer\ninclude:\n  - oci://{own}:1\n");
        await scenario.Ncompose("publish", "--yes", $"{own}:outer");
        (await scenario.Peer("-f", $"oci://{own}:outer", "config", "--services")).Output.Should().Contain("web");

        // Pinned and in the cache: the registry is not asked any more.
        await scenario.Ncompose("lock");
        (await File.ReadAllTextAsync(Path.Combine(scenario.Folder,
            "ncompose.lock"))).Should().MatchRegex($"remotes:\n  \"oci://{own}:1\": sha256:[0-9a-f]{{64}}\n");
        await registry.DisposeAsync();
        await scenario.Ncompose("up", "-d", "--frozen");
        scenario.File("ncompose.lock", "version: 1\nimages: {}\n");
        var frozen = await scenario.Try("up", "-d", "--frozen");
        frozen.ExitCode.Should().Be(1);
        frozen.Error.Should().Contain($"cannot read oci://{own}:1: it is not in ncompose.lock").And.Contain("compose.yaml:3:5");
        (await scenario.Try("-f", $"oci://{own}:1",
            "config")).Error.Should().Contain($"{registry.Address} cannot be reached").And.Contain("NC0908");
        await DockerAsync(scenario, "rmi", "--force", image);
    });

    [Fact]
    public Task What_is_published_is_asked_for_first() => Scenario.RunAsync(fixture, "publish questions", async scenario =>
    {
        await using var registry = await LocalRegistry.StartAsync(fixture, withPassword: true);
        scenario.Environment["XDG_CACHE_HOME"] = Path.Combine(scenario.Folder, "cache");
        scenario.Environment["DOCKER_CONFIG"] = scenario.Folder;
        scenario.File("compose.yaml", """
            services:
              web:
                image: busybox
                pull_policy: never
                command: sleep 600
                init: true
                privileged: true
                environment:
                  DB_PASSWORD: hunter2
                volumes:
                  - /etc:/host:ro
            """);
        var target = $"{registry.Address}/t/app:1";
        var refused = await scenario.Try("publish", target);
        refused.ExitCode.Should().Be(130);
        refused.Output.Should().Contain("web /etc:/host:ro").And.NotContain("hunter2");
        (await scenario.Try("publish", "--yes", target)).Error.Should().Contain("access denied; log in with");
        await scenario.Ncompose("login", registry.Address, "-u", LocalRegistry.User, "-p", LocalRegistry.Password);
        (await scenario.Ncompose("publish", "--yes", "--dry-run", target)).Error.Should().Contain("would be published with compose.yaml");
        await scenario.Ncompose("publish", "--yes", target);

        // A file of this registry reaches beyond its container: the user is asked once.
        var reference = "oci://" + target;
        var open = await scenario.Try("-f", reference, "up", "-d");
        open.ExitCode.Should().Be(1);
        open.Error.Should().Contain("service web is privileged").And.Contain("service web mounts /etc, read-only").And.Contain("--yes");
        (await scenario.Containers()).Should().BeEmpty();
        await scenario.Ncompose("-f", reference, "up", "-d", "--yes");
        await scenario.Ncompose("-f", reference, "up", "-d", "--force-recreate");

        scenario.File("compose.yaml", "services:\n  web: {build: .}\n");
        (await scenario.Try("publish", "--yes", target)).Error.Should().Contain("only contains a build section for service(s):\n- \"web\"");
        scenario.File("part.yaml", "services:\n  web: {image: busybox}\n");
        scenario.File("compose.yaml", "include: [part.yaml]\n");
        (await scenario.Try("publish", "--yes", target)).Error.Should().Contain("cannot publish compose file with local includes");
    });

    [Fact]
    public Task Images_are_copied_from_another_registry() => Scenario.RunAsync(fixture, "publish app", async scenario =>
    {
        await using var tokens = new TokenServer();
        await using var registry = await LocalRegistry.StartAsync(fixture, tokens: tokens);
        scenario.Environment["DOCKER_CONFIG"] = scenario.Folder;
        await scenario.Ncompose("login", registry.Address, "-u", LocalRegistry.User, "-p", LocalRegistry.Password);
        string published;
        await using (var origin = await LocalRegistry.StartAsync(fixture))
        {
            var image = $"{origin.Address}/t/busy:1";
            await DockerAsync(scenario, "tag", "busybox", image);
            await DockerAsync(scenario, "push", "-q", image);
            await DockerAsync(scenario, "rmi", image);
            scenario.File("compose.yaml", $"services:\n  web: {{image: \"{image}\", command: sleep 600}}\n");
            var run = await scenario.Ncompose("publish", "--app", $"{registry.Address}/t/app:1");
            run.Error.Should().Contain($"{image} copying");
            tokens.Scopes.Should().Contain("repository:t/app:pull,push");
            var config = await scenario.Ncompose("config", "--resolve-image-digests", "--format", "json");
            published = ((string)JsonNode.Parse(config.Output)!["services"]!["web"]!["image"]!).Split('@')[1];
        }

        var copy = $"{registry.Address}/t/app@{published}";
        await DockerAsync(scenario, "pull", "-q", copy);
        await DockerAsync(scenario, "run", "--rm", copy, "true");
        await DockerAsync(scenario, "rmi", copy);
    });

    [Fact]
    public Task The_example_of_remote_files_runs() => Scenario.RunAsync(fixture, "example remote", async scenario =>
    {
        await using var registry = await LocalRegistry.StartAsync(fixture);
        scenario.Environment["XDG_CACHE_HOME"] = Path.Combine(scenario.Folder, "cache");
        scenario.Environment["REGISTRY"] = registry.Address;
        scenario.Environment["NCOMPOSE"] = RequiredProgram.Ncompose;
        scenario.Environment["PWD"] = scenario.Folder;
        foreach (var file in Directory.EnumerateFiles(RepositoryRoot.Combine("examples", "remote"), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(scenario.Folder, Path.GetRelativePath(RepositoryRoot.Combine("examples", "remote"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var prepared = await ProcessRun.RunAsync("/bin/sh", ["prepare.sh"], scenario.Folder, scenario.Environment);
        prepared.Succeeded.Should().BeTrue(prepared.ToString());
        await scenario.Ncompose("up", "-d", "--wait");
        ((string?)(await scenario.Container("worker"))["Config"]!["Env"]!.ToJsonString()).Should()
            .Contain("WORKER_GREETING=Hello from a registry.");
        (await scenario.Ncompose("config", "--explain",
            "services.greeting.image")).Output.Should().MatchRegex("main:greeting \\([0-9a-f]{12}\\) greeting/compose.yaml:3:12");
        (await scenario.Ncompose("up", "-d")).Error.Should().NotContain("Fetching").And.NotContain("Created");
        await KilledFetchesAsync(scenario);
    });

    /// <summary>From git and from the registry: the next run fetches again whatever a killed one has left.</summary>
    private static async Task KilledFetchesAsync(Scenario scenario)
    {
        var random = new Random(16);
        var config = (await scenario.Ncompose("config")).Output;
        Directory.Delete(scenario.Environment["XDG_CACHE_HOME"], recursive: true);
        var whole = (await scenario.Ncompose("config")).Elapsed;
        var kills = 0;
        for (var round = 0; round < FetchKills; round++)
        {
            Directory.Delete(scenario.Environment["XDG_CACHE_HOME"], recursive: true);
            kills += await scenario.KilledAfter(whole * random.NextDouble(), "config") ? 1 : 0;
            (await scenario.Ncompose("config")).Output.Should().Be(config, $"in round {round}");
        }

        kills.Should().BePositive("otherwise nothing was tested");
    }

    private static async Task DockerAsync(Scenario scenario, params string[] arguments)
    {
        var run = await ProcessRun.RunAsync(RequiredProgram.Docker, arguments, scenario.Folder, scenario.Environment);
        run.Succeeded.Should().BeTrue(run.ToString());
    }

    private static void Write(Scenario scenario, string image)
    {
        scenario.File("a.env", "A=1\n");
        scenario.File("base.yaml", "services:\n  base:\n    command: [sleep, \"600\"]\n    init: true\n");
        scenario.File("compose.yaml", $"""
            # The author's text stays.
            services:
              web:
                image: {image}
                pull_policy: never
                env_file:
                  - a.env
                  - path: missing.env
                    required: false
                extends:
                  file: base.yaml
                  service: base
            """);
    }

    /// <summary>Without the time of its creation.</summary>
    private static async Task<string> ManifestAsync(LocalRegistry registry, string repository)
    {
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        using var http = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"https://{registry.Address}/v2/t/{repository}/manifests/1");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(Manifest));
        using var answer = await http.SendAsync(request);
        var manifest = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
        ((string?)manifest["annotations"]!["org.opencontainers.image.created"]).Should().NotBeNull();
        manifest.Remove("annotations");
        return manifest.ToJsonString();
    }
}
