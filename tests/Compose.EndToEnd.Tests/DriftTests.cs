using System.Text.Json.Nodes;
using Compose.Testing.Engine;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests;

/// <summary>`drift` on a real engine: every kind of change behind its back is found and mended, and nothing else is.</summary>
[Collection(EngineMemory.Name)]
public sealed class DriftTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string Head = "image: busybox, command: sleep 600, init: true, stop_grace_period: 1s";

    private static string Stack =>
        "services:\n"
            + string.Concat(
            Enumerable.Range(1, 20)
                .Select(n =>
                    $"  d{n:00}: {{ {Head}, networks: {{front: {{aliases: [x{n}]}}}}, mem_limit: 64m, environment: {{A: one}}, labels: {{l: one}} }}\n"))
        + "  job: { image: busybox, command: \"true\" }\n  keeper: { " + Head + ", volumes: ['data:/data'], networks: [lone, spare] }\n"
        + "networks: {front: , lone: , spare: }\nvolumes: {data: }\n";

    [Fact]
    public Task Twenty_kinds_are_found_and_mended() => Scenario.RunAsync(fixture, "drift", async scenario =>
    {
        scenario.File("compose.yaml", Stack);
        await scenario.Ncompose("up", "-d", "--wait");
        (await scenario.Try("drift")).Output.Should().Be("No drift: everything is as it was created.\n");

        var expected = await DriftAsync(scenario);
        var run = await scenario.Try("drift", "--json");
        run.ExitCode.Should().Be(2);
        run.Output.Should().Contain("\"declared\": \"64m\",\n      \"found\": \"80m\"").And.Contain(
            "\"found\": \"0.5\"", "amounts are shown as files have them");
        var found = JsonNode.Parse(run.Output)!["findings"]!.AsArray()
            .Select(finding => $"{(string?)finding!["service"] ?? (string)finding["subject"]!} {(string)finding["path"]!}").ToList();
        found.Should().Contain(expected);
        found.Should()
            .OnlyContain(finding => expected.Contains(finding) || finding.StartsWith("keeper networks.", StringComparison.Ordinal));

        await scenario.Ncompose("drift", "--fix");
        (await scenario.Try("drift")).Output.Should().Be("No drift: everything is as it was created.\n");
        (await scenario.Containers("job")).Single()["State"]!.GetValue<string>().Should()
            .Be("exited", "a finished job is no drift and is not run again");
    });

    [Fact]
    public Task Addresses_and_shared_namespaces_are_found_and_mended() => Scenario.RunAsync(fixture, "drift of addresses", async scenario =>
    {
        // Subnets are the machine's, and other tests run as well.
        var third = Random.Shared.Next(1, 255);
        scenario.File("compose.yaml", $$"""
            services:
              still: { {{Head}}, networks: {net: {ipv4_address: 10.201.{{third}}.9, mac_address: "02:42:0a:c9:00:09"} } }
              mac: { {{Head}}, networks: {net: {mac_address: "02:42:0a:c9:00:0a"} } }
              address: { {{Head}}, networks: {net: {ipv4_address: 10.201.{{third}}.11} } }
              moved: { {{Head}}, networks: [other] }
              gate: { {{Head}}, ipc: shareable, networks: [net] }
              leaning: { {{Head}}, network_mode: "container:{{scenario.Project}}-gate-1", ipc: "container:{{scenario.Project}}-gate-1" }
            networks:
              net: {ipam: {config: [{subnet: 10.201.{{third}}.0/24, gateway: 10.201.{{third}}.1}]} }
              other: {ipam: {config: [{subnet: 10.202.{{third}}.0/24}]} }
            """);
        await scenario.Ncompose("up", "-d");
        var (net, other) = (scenario.Project + "_net", scenario.Project + "_other");
        (await scenario.Try("drift")).Output.Should().Be("No drift: everything is as it was created.\n");

        foreach (var (service, endpoint) in new[] { ("mac", new JsonObject { ["MacAddress"] = "02:42:0a:c9:00:ff" }),
            ("address", new JsonObject { ["IPAMConfig"] = new JsonObject { ["IPv4Address"] = $"10.201.{third}.77" } }) })
        {
            var id = (string)(await scenario.Container(service))["Id"]!;
            endpoint["Aliases"] = new JsonArray(service, $"{scenario.Project}-{service}-1");
            await NetworkAsync(scenario, net, "disconnect", id, null);
            await NetworkAsync(scenario, net, "connect", id, endpoint);
        }

        var moved = (string)(await scenario.Container("moved"))["Id"]!;
        var old = await scenario.Engine.GetAsync($"/networks/{other}");
        await NetworkAsync(scenario, other, "disconnect", moved, null);
        await scenario.Engine.DeleteAsync($"/networks/{other}");
        await scenario.Engine.PostAsync("/networks/create", new JsonObject
        {
            ["Name"] = other,
            ["Labels"] = old["Labels"]!.DeepClone(),
            ["IPAM"] = new JsonObject { ["Config"] = new JsonArray(new JsonObject { ["Subnet"] = $"10.203.{third}.0/24" }) },
        });
        await NetworkAsync(
            scenario, other, "connect", moved, new JsonObject { ["Aliases"] = new JsonArray("moved", $"{scenario.Project}-moved-1") });
        await RemakeAsync(scenario, (string)(await scenario.Container("gate"))["Id"]!, _ => { });

        var run = await scenario.Try("drift", "--json");
        JsonNode.Parse(run.Output)!["findings"]!.AsArray().Select(
            finding => $"{(string?)finding!["service"] ?? (string)finding["subject"]!} {(string)finding["path"]!}").Should().BeEquivalentTo(
            Expected(
                await HasEndpointAddresses(scenario) ? "mac networks.net.mac_address" : null, "address networks.net.ipv4_address",
                $"network {other} networks.other.ipam.config.subnet", "leaning network_mode", "leaning ipc"));
        await scenario.Ncompose("drift", "--fix");
        (await scenario.Try("drift")).Output.Should().Be("No drift: everything is as it was created.\n");
        (await scenario.Ncompose("plan")).Output.Should().StartWith("Nothing to do");
        ((string?)(await scenario.Container("leaning"))["HostConfig"]!["NetworkMode"]).Should()
            .Be("container:" + (string)(await scenario.Container("gate"))["Id"]!);
    });

    /// <summary>Several times: what is wrong with seconds is wrong in some of them.</summary>
    [Fact]
    public Task A_container_stopped_in_the_same_second_counts_as_drift() => Scenario.RunAsync(fixture, "drift at once", async scenario =>
    {
        scenario.File("compose.yaml", """
            services:
              web:
                image: busybox
                command: sh -c "trap 'exit 0' TERM; echo ready; while true; do sleep 0.1; done"
                stop_grace_period: 60s
            """);
        for (var turn = 0; turn < 5; turn++)
        {
            await scenario.Ncompose("up", "-d", "--force-recreate");
            var id = (string)(await scenario.Container("web"))["Id"]!;
            await scenario.Engine.LogsAsync(id, until: "ready");
            await scenario.Engine.PostAsync($"/containers/{id}/stop");
            (await scenario.Try("drift")).Output.Should().Contain("exited (0)", "of turn {0}", turn);
        }
    });

    [Fact]
    public Task A_stack_of_Docker_Compose_has_none() => Scenario.RunAsync(fixture, "drift of the peer", async scenario =>
    {
        var third = Random.Shared.Next(1, 255);
        scenario.File("compose.yaml", $$"""
            services:
              web:
                image: nginx
                stop_grace_period: 1s
                environment: {A: one, EMPTY: }
                labels: {l: one}
                ports: ["80"]
                volumes: ["data:/data:ro", "./folder:/folder", /anonymous]
                networks: {front: {aliases: [w]}, back: , fixed: {ipv4_address: 10.204.{{third}}.9{{(await HasEndpointAddresses(scenario) ? ", mac_address: \"02:42:0a:cc:00:09\"" : "")}} } }
                mem_limit: 64m
                cpus: 0.5
                restart: on-failure:3
                cap_add: [NET_ADMIN]
                dns: [8.8.8.8]
                extra_hosts: ["a:10.0.0.1"]
                sysctls: {net.core.somaxconn: 100}
                ulimits: {nofile: {soft: 100, hard: 200} }
                tmpfs: [/scratch]
                healthcheck: {test: "true", interval: 5s}
                pids_limit: 50
              side: { {{Head}}, network_mode: "service:web", volumes_from: [web] }
              leaning: { {{Head}}, network_mode: "container:{{scenario.Project}}-web-1", pid: "container:{{scenario.Project}}-web-1", depends_on: [web] }
            networks: {front: , fixed: {ipam: {config: [{subnet: 10.204.{{third}}.0/24, ip_range: 10.204.{{third}}.128/25, gateway: 10.204.{{third}}.1}]} }, back: {driver_opts: {com.docker.network.driver.mtu: "1400"} } }
            volumes: {data: }
            """);
        scenario.File("folder/file", "");
        await scenario.Peer("up", "-d");
        (await scenario.Try("drift")).Output.Should().Be("No drift: everything is as it was created.\n");
        (await scenario.Try("plan")).Output.Should().StartWith("Nothing to do");
    });

    /// <summary>Before 25.0 hardware addresses are the container's, and no connection by hand changes them.</summary>
    private static async Task<bool> HasEndpointAddresses(Scenario scenario) => await scenario.ApiVersion() >= new Version(1, 44);

    private static IEnumerable<string> Expected(params string?[] findings) => findings.OfType<string>();

    /// <summary>Does twenty things to a stack, each to a service of its own, and tells what must be said of them.</summary>
    private static async Task<List<string>> DriftAsync(Scenario scenario)
    {
        var ids = (await scenario.Containers())
            .ToDictionary(container => (string)container["Labels"]!["com.docker.compose.service"]!, container => (string)container["Id"]!);
        var front = scenario.Project + "_front";
        Task Update(string service, JsonObject body) => scenario.Engine.PostAsync($"/containers/{ids[service]}/update", body);
        Task Do(string service, string what) => scenario.Engine.PostAsync($"/containers/{ids[service]}/{what}");

        await Update("d01", new JsonObject { ["Memory"] = 80 << 20, ["MemorySwap"] = 160 << 20 });
        await Update("d02", new JsonObject { ["RestartPolicy"] = new JsonObject { ["Name"] = "always" } });
        await Update("d03", new JsonObject { ["NanoCpus"] = 500_000_000 });
        await Update("d04", new JsonObject { ["CpuShares"] = 512 });
        await Update("d05", new JsonObject { ["PidsLimit"] = 100 });
        await Update("d06", new JsonObject { ["CpusetCpus"] = "0" });
        await Update("d07", new JsonObject { ["MemoryReservation"] = 32 << 20 });
        await NetworkAsync(scenario, front, "disconnect", ids["d08"], null);
        await NetworkAsync(scenario, "bridge", "connect", ids["d09"], null);
        await NetworkAsync(scenario, front, "disconnect", ids["d10"], null);
        await NetworkAsync(scenario, front, "connect", ids["d10"], new JsonObject { ["Aliases"] = new JsonArray("other") });
        await Do("d12", "pause");
        await Do("d13", $"rename?name={scenario.Project}-elsewhere");
        await scenario.Engine.DeleteAsync($"/containers/{ids["d14"]}?force=1");
        await RemakeAsync(scenario, ids["d15"], body => body["Env"]!.AsArray().Add("EXTRA=1"));
        await RemakeAsync(scenario, ids["d16"], body => body["Labels"]!["l"] = "two");
        await RemakeAsync(scenario, ids["d17"], body => body["Cmd"] = new JsonArray("sleep", "601"));
        await RemakeAsync(scenario, ids["d18"], body => body["HostConfig"]!["Binds"] = new JsonArray("/tmp:/extra"));
        await RemakeAsync(scenario, ids["d19"], body => body["HostConfig"]!["CapAdd"] = new JsonArray("NET_ADMIN"));
        await Do("d20", "kill");
        await NetworkAsync(scenario, scenario.Project + "_lone", "disconnect", ids["keeper"], null);
        await scenario.Engine.DeleteAsync($"/networks/{scenario.Project}_lone");
        // Last: when the engine has lost its exit code, only its memory of events tells that it was stopped.
        await Do("d11", "stop?t=0");
        return
        [
            "d01 mem_limit", "d02 restart", "d03 cpus", "d04 cpu_shares", "d05 pids_limit", "d06 cpuset", "d07 mem_reservation",
            "d08 networks.front", "d09 networks",
            "d10 networks.front.aliases", "d11 state", "d12 state", "d13 container_name", "d14 state", "d15 environment.EXTRA",
            "d16 labels.l", "d17 command", "d18 volumes",
            "d19 cap_add", "d20 state", $"network {scenario.Project}_lone networks.lone",
        ];
    }

    private static Task<JsonNode?> NetworkAsync(Scenario scenario, string network, string what, string container, JsonObject? endpoint) =>
        scenario.Engine.PostAsync(
            $"/networks/{network}/{what}",
            new JsonObject { ["Container"] = container, ["EndpointConfig"] = endpoint, ["Force"] = what == "disconnect" ? true : null });

    /// <summary>Removed and made again by hand, with the same labels and something that is not the same.</summary>
    private static async Task RemakeAsync(Scenario scenario, string id, Action<JsonNode> change)
    {
        var old = await scenario.Engine.InspectAsync(id);
        var body = old["Config"]!.DeepClone();
        body["HostConfig"] = old["HostConfig"]!.DeepClone();
        body["NetworkingConfig"] = new JsonObject
        {
            ["EndpointsConfig"] = new JsonObject(old["NetworkSettings"]!["Networks"]!.AsObject().Select(network =>
                KeyValuePair.Create<string, JsonNode?>(
                    network.Key, new JsonObject { ["Aliases"] = network.Value!["Aliases"]!.DeepClone() }))),
        };
        change(body);
        await scenario.Engine.DeleteAsync($"/containers/{id}?force=1");
        var made = await scenario.Engine.PostAsync($"/containers/create?name={((string)old["Name"]!).TrimStart('/')}", body);
        await scenario.Engine.PostAsync($"/containers/{(string)made!["Id"]!}/start");
    }
}
