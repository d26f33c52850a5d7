using System.Text.Json.Nodes;
using Compose.Testing;
using Compose.Testing.Engine;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.Differential.Tests.Adopting;

/// <summary>
/// The law of `adopt`: a file that it writes changes nothing of containers that Docker Compose created, and replaces each container of
/// another tool once, without losing an attribute.
/// </summary>
public sealed class AdoptTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string RunLabel = EngineFixture.RunLabelName;

    [Fact]
    public Task Sixty_containers_over_all_attributes_come_back_from_the_engine() => Scenario.RunAsync(fixture, "adopt", async scenario =>
    {
        await PrepareAsync(scenario);
        await scenario.Peer("create");
        var made = await scenario.Containers();
        made.Count.Should().BeGreaterThan(60);
        Directory.Delete(Path.Combine(scenario.Folder, "here"));
        File.Delete(Path.Combine(scenario.Folder, "compose.yaml"));
        var variables = scenario.Environment.Keys.Where(name => name is "ANCHOR" or "PREFIX" or "SUBNET" or "BRIDGE").ToList();
        variables.ForEach(name => scenario.Environment.Remove(name));

        await scenario.Ncompose("adopt");
        await KeepsAsync(scenario);
        Recorded(await File.ReadAllTextAsync(Path.Combine(scenario.Folder, "compose.yaml"))).Should().BeEquivalentTo(
            ["blkio", "command-empty-entrypoint", "configs", "deploy-unseen", "mac", "networks-order", "ports", "seccomp", "secrets",
                "volumes"], "all others have the config hash of Docker Compose");

        var raw = await RawAsync(scenario, made);
        await TakeOverAsync(scenario, raw);
    });

    [Fact]
    public Task What_docker_run_started_is_replaced_once_with_its_anonymous_volume() =>
        Scenario.RunAsync(fixture, "adopt run", async scenario =>
    {
        var (web, side) = (scenario.Project + "-web", scenario.Project + "-side");
        await DockerAsync(scenario, "run", "-d", "--name", web, "--label", fixture.RunLabel, "-v", "/data", "-e", "TOKEN=s3cr3t$value",
            "--restart", "unless-stopped",
            "--health-cmd", "true", "--init", "--stop-timeout", "1", "busybox", "sh", "-c", "echo kept > /data/kept; exec sleep 600");
        await DockerAsync(scenario, "run", "-d", "--name", side, "--label", fixture.RunLabel, "--network", "container:" + web, "busybox",
            "sleep", "600");
        await scenario.Ncompose("adopt", web, side);
        (await scenario.Try("adopt", web)).Error.Should().Contain("compose.yaml exists");
        var printed = await scenario.Ncompose("adopt", "-o", "-", web);
        printed.Output.Should().NotContain("s3cr3t").And.Contain("${").And.Contain("TOKEN:?set");
        (await scenario.Ncompose("alpha", "generate", "--format", "json", web)).Output.Should().StartWith("{").And.NotContain("s3cr3t");

        await scenario.Ncompose("up", "-d");
        var now = await scenario.Container(web);
        (await scenario.Engine.ExecAsync((string)now["Id"]!, "cat", "/data/kept")).Output.Should().Be("kept\n");
        now["Config"]!["Env"]!.AsArray().Select(variable => (string)variable!).Should().Contain("TOKEN=s3cr3t$value");
        ((string)(await scenario.Container(side))["HostConfig"]!["NetworkMode"]!).Should().Be("container:" + (string)now["Id"]!);
        (await scenario.Ncompose("plan", "--detailed-exitcode")).ExitCode.Should().Be(0);
    });

    [Fact]
    public Task Files_that_were_written_into_a_container_are_warnings() => Scenario.RunAsync(fixture, "adopt files", async scenario =>
    {
        scenario.File("token", "t");
        scenario.File("compose.yaml", """
            services:
              web:
                image: busybox
                init: true
                command: sh -c "echo own > /own; exec sleep 600"
                configs: [{source: app, target: /etc/app.conf}]
                secrets: [token, key]
              plain: {image: busybox, init: true, command: sleep 600}
            configs: {app: {content: "a"}}
            secrets: {token: {file: ./token}, key: {environment: KEY}}
            """);
        scenario.Environment["KEY"] = "k3y";
        await scenario.Peer("up", "-d");
        var printed = await scenario.Ncompose("adopt", "-o", "-");
        printed.Error.Should().Contain($"{scenario.Project}-web-1: /run/secrets/key, /etc/app.conf were written into it before it started")
            .And.Contain("of service \"web\"").And.NotContain("/own").And.NotContain("/run/secrets/token").And.NotContain("plain");
    });

    private static async Task DockerAsync(Scenario scenario, params string[] arguments)
    {
        var run = await ProcessRun.RunAsync(RequiredProgram.Docker, arguments, scenario.Folder, scenario.Environment);
        run.Succeeded.Should().BeTrue(run.ToString());
    }

    private async Task PrepareAsync(Scenario scenario)
    {
        var prefix = scenario.Project;
        scenario.Environment["PREFIX"] = prefix;
        scenario.Environment["ANCHOR"] = prefix + "-anchor";
        scenario.Environment["SUBNET"] = $"10.{Random.Shared.Next(203, 250)}.{Random.Shared.Next(1, 255)}";
        scenario.Environment["BRIDGE"] = "na" + fixture.RunId;
        scenario.File("compose.yaml", await File.ReadAllTextAsync(RepositoryRoot.Combine("tests", "Compose.Differential.Tests", "adopt",
            "services.yaml")));
        scenario.File("token", "t");
        scenario.File("here/x", "x");
        File.Delete(Path.Combine(scenario.Folder, "here", "x"));
        scenario.File("profile.json", """{ "defaultAction": "SCMP_ACT_ALLOW", "syscalls": [] }""");
        var labels = new JsonObject { [RunLabel] = fixture.RunId };
        await scenario.Engine.PostAsync("/networks/create",
            new JsonObject { ["Name"] = prefix + "-outside", ["Labels"] = labels.DeepClone() });
        await scenario.Engine.PostAsync("/volumes/create",
            new JsonObject { ["Name"] = prefix + "-outer", ["Labels"] = labels.DeepClone() });
        var anchor = new JsonObject
        {
            ["Image"] = "busybox",
            ["Cmd"] = new JsonArray("sleep", "600"),
            ["Labels"] = labels,
            ["Volumes"] = new JsonObject { ["/anchor"] = new JsonObject() }
        };
        var created = await scenario.Engine.PostAsync($"/containers/create?name={prefix}-anchor", anchor);
        await scenario.Engine.PostAsync($"/containers/{created!["Id"]}/start");
    }

    /// <summary>All of them are only started: nothing is created, replaced or removed.</summary>
    private static async Task KeepsAsync(Scenario scenario)
    {
        var plan = JsonNode.Parse((await scenario.Ncompose("plan", "--json")).Output)!;
        var steps = plan["steps"]!.AsArray().Select(step => (string)step!["operation"]!).Distinct();
        steps.Should().BeSubsetOf(["StartContainer"], plan["steps"]!.ToJsonString());
    }

    /// <summary>The services whose declaration cannot be told from the engine: the file records their hash.</summary>
    private static List<string> Recorded(string file)
    {
        var (services, current) = (new List<string>(), "");
        foreach (var line in file.Split('\n'))
            if (line.StartsWith("  ", StringComparison.Ordinal) && line.Length > 2 && line[2] != ' ')
                current = line.Trim().TrimEnd(':');
            else if (line.Trim() == "x-ncompose:")
                services.Add(current);
        return services;
    }

    /// <summary>The same containers without a label of Docker Compose, as `docker run` would have made them.</summary>
    private async Task<IReadOnlyList<string>> RawAsync(Scenario scenario, IReadOnlyList<JsonNode> made)
    {
        var names = new List<string>();
        foreach (var container in made)
        {
            var inspected = await scenario.Engine.InspectAsync((string)container["Id"]!);
            var body = (JsonObject)inspected["Config"]!.DeepClone();
            var service = (string)body["Labels"]!["com.docker.compose.service"]!;
            var number = (string)body["Labels"]!["com.docker.compose.container-number"]!;
            foreach (var label in body["Labels"]!.AsObject().Select(item => item.Key)
                .Where(key => key.StartsWith("com.docker.", StringComparison.Ordinal)).ToList())
                body["Labels"]!.AsObject().Remove(label);
            body["Labels"]![RunLabel] = fixture.RunId;
            if ((string)body["Hostname"]! == ((string)inspected["Id"]!)[..12])
                body.Remove("Hostname");
            body["HostConfig"] = inspected["HostConfig"]!.DeepClone();
            body["NetworkingConfig"] = new JsonObject { ["EndpointsConfig"] = Endpoints(inspected) };
            var name = $"{scenario.Project}-raw-{service}{(number == "1" ? "" : number)}";
            await scenario.Engine.PostAsync($"/containers/create?name={name}", body);
            names.Add(name);
        }

        return names;
    }

    private static JsonObject Endpoints(JsonNode inspected)
    {
        var own = ((string)inspected["Name"]!).TrimStart('/');
        var endpoints = (JsonObject)inspected["NetworkSettings"]!["Networks"]!.DeepClone();
        foreach (var (_, endpoint) in endpoints)
            if (endpoint!["Aliases"] is JsonArray aliases)
                endpoint["Aliases"] = new JsonArray([.. aliases.Select(alias => (string)alias!).Where(alias => alias != own)
                    .Select(alias => (JsonNode)alias)]);
        return endpoints;
    }

    private async Task TakeOverAsync(Scenario scenario, IReadOnlyList<string> raw)
    {
        var project = fixture.NewProject("adopted");
        var before = await SnapshotAsync(scenario, raw);
        await scenario.Ncompose(["-p", project, "adopt", "--force", .. raw]);
        (File.GetUnixFileMode(Path.Combine(scenario.Folder,
            $"{scenario.Project}-raw-environment-secret.secrets.env")) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead))
            .Should().Be(UnixFileMode.None);
        (await File.ReadAllTextAsync(Path.Combine(scenario.Folder,
            "compose.yaml"))).Should().NotContain("p'q").And.NotContain("two\nlines");
        var plan = JsonNode.Parse((await scenario.Ncompose("-p", project, "plan", "--json")).Output)!;
        plan["steps"]!.AsArray().Count(step => (string)step!["operation"]! == "CreateContainer").Should().Be(raw.Count,
            "each is replaced once");
        await scenario.Ncompose("-p", project, "create");
        var after = await SnapshotAsync(scenario, raw);
        after.Should().Be(before);
        plan = JsonNode.Parse((await scenario.Ncompose("-p", project, "plan", "--json")).Output)!;
        plan["steps"]!.AsArray().Select(step => (string)step!["operation"]!).Distinct().Should().BeSubsetOf(["StartContainer"],
            "the record has no effect any more");
        // They keep the volumes of the first project, whose sweep would wait for them.
        await fixture.SweepProjectAsync(project);
    }

    /// <summary>
    /// Everything that inspect shows of the containers, without what is new each time and without the labels of Docker Compose.
    /// </summary>
    private static async Task<string> SnapshotAsync(Scenario scenario, IReadOnlyList<string> names)
    {
        var all = await Task.WhenAll(names.Select(scenario.Engine.InspectAsync));
        var known = (await scenario.Engine.ContainersAsync()).Concat(await scenario.Engine.NetworksAsync())
            .ToDictionary(item => (string)item["Id"]!, item => ((string?)item["Name"] ?? (string)item["Names"]![0]!).Trim('/'));
        return string.Join('\n', all.Select(container => AdoptedView.Of(container, known)));
    }
}
