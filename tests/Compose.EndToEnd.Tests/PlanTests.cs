using System.Text.Json.Nodes;
using Compose.Testing;
using Compose.Testing.Engine;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests;

/// <summary>`plan` against `up` on a real engine: what is shown is what happens.</summary>
public sealed class PlanTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string Head = "image: busybox, command: sleep 600, init: true, stop_grace_period: 1s";

    /// <summary>Service, what it had, what it has now, path, old, new. Each is a kind of change of its own, all in one stack.</summary>
    private static readonly (string Service, string Before, string After, string Path, string? Old, string? New)[] Changes =
    [
        ("a01", "environment: {LOG: info}", "environment: {LOG: debug}", "environment.LOG", "info", "debug"),
        ("a02", "environment: {A: b}", "environment: {A: b, B: c}", "environment.B", null, "c"),
        ("a03", "environment: {A: b, B: c}", "environment: {A: b}", "environment.B", "c", null),
        ("a04", "labels: {tier: one}", "labels: {tier: two}", "labels.tier", "one", "two"),
        ("a05", "user: '1000'", "user: '1001'", "user", "1000", "1001"),
        ("a06", "working_dir: /tmp", "working_dir: /var", "working_dir", "/tmp", "/var"),
        ("a07", "hostname: one", "hostname: two", "hostname", "one", "two"),
        ("a08", "mem_limit: 50m", "mem_limit: 60m", "mem_limit", "52428800", "62914560"),
        ("a09", "cpus: 0.25", "cpus: 0.5", "cpus", "0.25", "0.5"),
        ("a10", "restart: 'no'", "restart: unless-stopped", "restart", "no", "unless-stopped"),
        ("a11", "read_only: false", "read_only: true", "read_only", null, "true"),
        ("a12", "cap_add: [NET_ADMIN]", "cap_add: [NET_ADMIN, SYS_TIME]", "cap_add", "NET_ADMIN", "NET_ADMIN, SYS_TIME"),
        ("a13", "dns: [1.1.1.1]", "dns: [8.8.8.8]", "dns", "1.1.1.1", "8.8.8.8"),
        ("a14", "extra_hosts: ['a:10.0.0.1']", "extra_hosts: ['a:10.0.0.2']", "extra_hosts", "a=10.0.0.1", "a=10.0.0.2"),
        ("a15", "sysctls: {net.core.somaxconn: 100}", "sysctls: {net.core.somaxconn: 200}", "sysctls.net.core.somaxconn", "100", "200"),
        ("a16", "ulimits: {nofile: 100}", "ulimits: {nofile: 200}", "ulimits.nofile", "100", "200"),
        ("a17", "shm_size: 32m", "shm_size: 48m", "shm_size", "33554432", "50331648"),
        ("a18", "tmpfs: [/one]", "tmpfs: [/two]", "tmpfs", "/one", "/two"),
        ("a19", "volumes: ['data:/one']", "volumes: ['data:/two']", "volumes", "data:/one", "data:/two"),
        ("a20", "expose: ['80']", "expose: ['81']", "expose", "80", "81"),
        ("a21", "ports: ['80']", "ports: ['81']", "ports", "80/tcp", "81/tcp"),
        ("a22", "healthcheck: {test: 'true', interval: 5s}", "healthcheck: {test: 'true', interval: 6s}", "healthcheck.interval",
            "5s", "6s"),
        ("a23", "healthcheck: {test: 'true'}", "healthcheck: {test: 'exit 0'}", "healthcheck.test", "CMD-SHELL true", "CMD-SHELL exit 0"),
        ("a24", "logging: {driver: json-file, options: {max-size: 1m}}", "logging: {driver: json-file, options: {max-size: 2m}}",
            "logging.options.max-size", "1m", "2m"),
        ("a25", "networks: {front: {aliases: [x]}}", "networks: {front: {aliases: [y]}}", "networks.front.aliases", "x", "y"),
        ("a26", "networks: [front]", "networks: [front, back]", "networks.back", null, null),
        ("a27", "stop_signal: SIGTERM", "stop_signal: SIGINT", "stop_signal", "SIGTERM", "SIGINT"),
        ("a28", "tty: false", "tty: true", "tty", null, "true"),
        ("a29", "pids_limit: 50", "pids_limit: 60", "pids_limit", "50", "60"),
        ("a30", "deploy: {resources: {limits: {memory: 40m}}}", "deploy: {resources: {limits: {memory: 41m}}}",
            "deploy.resources.limits.memory", "41943040", "42991616"),
        ("a31", "security_opt: ['no-new-privileges:true']", "security_opt: ['no-new-privileges:false']", "security_opt",
            "no-new-privileges:true", "no-new-privileges:false"),
        ("a32", "group_add: ['1']", "group_add: ['2']", "group_add", "1", "2"),
        ("a33", "post_start: [{command: [echo, one]}]", "post_start: [{command: [echo, two]}]", "post_start", null, "echo two"),
        ("a34", "ipc: private", "ipc: shareable", "ipc", "private", "shareable"),
        ("a35", "env_file: a.env", "env_file: b.env", "environment.FILED", "one", "two"),
        ("a36", "configs: [site]", "configs: [site]", "configs.site", null, null),
        ("a37", "secrets: [key]", "secrets: [key]", "secrets.key", null, null),
        ("a38", "environment: {API_TOKEN: abcdef}", "environment: {API_TOKEN: ghijkl}", "environment.API_TOKEN", "(hidden)", "(hidden)"),
        ("a39", "scale: 1", "scale: 2", "scale", "1", "2"),
        ("a40", "volumes: ['named:/n']", "volumes: ['named:/n']", "volumes.named.name", null, null),
    ];

    [Fact]
    public Task Forty_changes_are_named_done_as_planned_and_done_once() => Scenario.RunAsync(fixture, "forty changes", async scenario =>
    {
        Write(scenario, after: false);
        await scenario.Ncompose("up", "-d", "-t", "1");
        (await scenario.Try("plan", "--detailed-exitcode")).ExitCode.Should().Be(0, "nothing has changed yet");
        var before = (await scenario.Containers()).ToDictionary(Name, Id);

        Write(scenario, after: true);
        var run = await scenario.Try("plan", "--json", "--detailed-exitcode");
        run.ExitCode.Should().Be(2);
        var plan = JsonNode.Parse(run.Output)!;
        foreach (var change in Changes)
            Named(scenario, plan, change);
        Text(scenario, await scenario.Ncompose("plan"));

        var removed = Subjects(plan, "RemoveContainer");
        var created = Subjects(plan, "CreateContainer");
        await using var recording = await scenario.Engine.RecordEventsAsync($"com.docker.compose.project={scenario.Project}");
        await scenario.Ncompose("up", "-d", "-t", "1", "--remove-orphans");
        var events = Happened(await recording.StopAsync(scenario.Engine));
        events.Where(happened => happened.Action == "create").Should()
            .HaveCount(created.Count, "every planned container is made, and no other");
        events.Where(happened => happened.Action == "destroy").Should()
            .HaveCount(removed.Count + 1, "what was planned, and the service that went with --remove-orphans");
        var after = (await scenario.Containers()).ToDictionary(Name, Id);
        after.Where(container => before.GetValueOrDefault(container.Key) != container.Value)
            .Select(container => "container " + container.Key)
            .Should().BeEquivalentTo(created, "exactly what the plan makes is new");

        var again = await scenario.Try("plan", "--detailed-exitcode");
        again.Output.Should().StartWith("Nothing to do");
        again.ExitCode.Should().Be(0);
    });

    [Fact, Trait("Category", "Smoke")]
    public Task Looking_never_touches() => Scenario.RunAsync(fixture, "read only", async scenario =>
    {
        scenario.File("compose.yaml", $$"""
            services:
              web: { {{Head}}, environment: {A: one}, networks: [front] }
              job: { image: busybox, command: "true" }
            networks: {front: }
            """);
        await scenario.Ncompose("up", "-d");
        scenario.File("compose.yaml", $$"""
            services:
              web: { {{Head}}, environment: {A: two}, networks: [front] }
              new: { image: busybox }
            networks: {front: {driver_opts: {com.docker.network.driver.mtu: "1400"} } }
            """);
        await using var relay = new RecordingRelay(Path.Combine(scenario.Folder, "relay.sock"), new Uri(fixture.DockerHost).LocalPath);
        scenario.Environment["DOCKER_HOST"] = relay.Address;
        await scenario.Ncompose("plan", "--remove-orphans", "--force-recreate");
        await scenario.Try("drift");
        foreach (var command in new[] { "up -d", "down -v", "stop", "restart", "kill", "rm -fs", "create" })
            await scenario.Ncompose(["--dry-run", .. command.Split(' ')]);
        scenario.Environment["DOCKER_HOST"] = fixture.DockerHost;
        relay.Requests.Should().HaveCountGreaterThan(20).And.OnlyContain(
            line => line.StartsWith("GET ", StringComparison.Ordinal) || line.StartsWith("HEAD ", StringComparison.Ordinal));
    });

    [Fact, Trait("Category", "Smoke")]
    public Task A_kept_plan_is_done_once_and_only_while_it_is_true() => Scenario.RunAsync(fixture, "apply", async scenario =>
    {
        var stack = $$"""
            services:
              web: { {{Head}}, environment: {A: one, SESSION_SECRET: pssst} }
            """;
        scenario.File("compose.yaml", stack);
        await scenario.Ncompose("plan", "--out", "change.plan");
        var kept = Path.Combine(scenario.Folder, "change.plan");
        File.GetUnixFileMode(kept).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await File.ReadAllTextAsync(kept)).Should().NotContain("pssst");
        await scenario.Ncompose("apply", "change.plan");
        (await scenario.Containers("web")).Should().HaveCount(1);

        var stale = await scenario.Try("apply", "change.plan");
        stale.ExitCode.Should().Be(1);
        stale.Error.Should().Contain("out of date").And.Contain("on the engine");

        scenario.File("compose.yaml", stack.Replace("one", "two", StringComparison.Ordinal));
        await scenario.Ncompose("plan", "--out", "change.plan");
        scenario.File("compose.yaml", stack.Replace("one", "three", StringComparison.Ordinal));
        (await scenario.Try("apply", "change.plan")).Error.Should().Contain("the files");
        ((string?)(await scenario.Container("web"))["Config"]!["Env"]!.ToJsonString()).Should()
            .Contain("A=one", "a refused plan does nothing");
    });

    [Fact]
    public Task The_second_run_waits_and_says_for_whom() => Scenario.RunAsync(fixture, "two runs", async scenario =>
    {
        scenario.File("compose.yaml", $$"""
            services:
              slow: { {{Head}}, healthcheck: {test: "test -e /ready", interval: 1s, retries: 100} }
              web: { {{Head}}, depends_on: {slow: {condition: service_healthy} } }
            """);
        var first = scenario.Try("up", "-d");
        await Eventually.UntilAsync(
            async () => (await scenario.Containers("slow")).Any(container => (string?)container["State"] == "running"), "slow runs", first);
        await using var screen = await TerminalScreen.OpenAsync(
            RequiredProgram.Ncompose, ["up", "-d"], scenario.Folder, scenario.Environment, width: 300);
        (await screen.ShowsAsync("waiting for `ncompose up` (process ")).Should()
            .Contain($"project \"{scenario.Project}\"").And.NotContain("Container");
        first.IsCompleted.Should().BeFalse("slow is not ready");
        await scenario.Engine.ExecAsync((string)(await scenario.Container("slow"))["Id"]!, "touch", "/ready");
        (await first).ExitCode.Should().Be(0);
        (await screen.ShowsAsync("[exit ")).Should().Contain("[exit 0]");
    });

    [Fact]
    public Task A_project_of_another_folder_is_pointed_out() => Scenario.RunAsync(fixture, "other folder", async scenario =>
    {
        scenario.File("one/compose.yaml", $$"""services: {web: { {{Head}}, environment: {A: one} } }""");
        scenario.File("two/compose.yaml", $$"""services: {web: { {{Head}}, environment: {A: two} } }""");
        await scenario.Ncompose("-f", "one/compose.yaml", "up", "-d");
        (await scenario.Ncompose("-f", "one/compose.yaml", "up", "-d")).Error.Should().NotContain("belongs to");
        (await scenario.Ncompose("-f", "two/compose.yaml", "plan")).Error.Should().Contain($"belongs to {scenario.Folder}/one");
    });

    private static void Write(Scenario scenario, bool after)
    {
        var services = Changes.Select(change => $"  {change.Service}: {{ {Head}, {(after ? change.After : change.Before)} }}\n");
        var odd = after ? "" : "  gone: { " + Head + " }\n  renamed-old: { " + Head + ", profiles: [x] }\n";
        scenario.File("a.env", "FILED=one\n");
        scenario.File("b.env", "FILED=two\n");
        scenario.File("compose.yaml", $$"""
            services:
            {{string.Concat(services)}}{{odd}}
            networks: {front: , back: }
            volumes: {data: , named: {name: {{scenario.Project}}_{{(after ? "two" : "one")}} } }
            configs: {site: {content: "{{(after ? "new" : "old")}}" } }
            secrets: {key: {file: ./key.txt} }
            """);
        scenario.File("key.txt", after ? "s3cr3t-two" : "s3cr3t-one");
    }

    private static void Named(
        Scenario scenario, JsonNode plan, (string Service, string Before, string After, string Path, string? Old, string? New) expected)
    {
        var (service, before, after, path, old, now) = expected;
        var changes = plan["steps"]!.AsArray().Where(step => (string?)step!["service"] == service)
            .SelectMany(step => step!["reasons"]!.AsArray()).SelectMany(reason => reason!["changes"]?.AsArray() ?? [])
            .DistinctBy(change => change!.ToJsonString()).ToList();
        changes.Should().ContainSingle($"{before} -> {after}: found {string.Join("; ", changes.Select(change => change!.ToJsonString()))}");
        var change = changes[0]!;
        ((string?)change["path"]).Should().Be(path);
        if (path == "secrets.key")
            ((string?)change["new"]).Should().Be("(hidden)");
        else if (path == "configs.site")
            ((string?)change["new"]).Should().StartWith("content ");
        else if (path == "volumes.named.name")
            ((string?)change["old"], (string?)change["new"]).Should().Be(($"{scenario.Project}_one", $"{scenario.Project}_two"));
        else
            ((string?)change["old"], (string?)change["new"]).Should().Be((old, now), service);
        var line = (int)change["line"]!;
        var source = (string)change["file"]!;
        var text = File.ReadAllLines(Path.Combine(scenario.Folder, source))[line - 1];
        text.Should().Contain(path switch
        {
            "environment.FILED" => "FILED=two",
            "configs.site" => "site:",
            "secrets.key" => "key:",
            "volumes.named.name" => "named:",
            _ => service + ":",
        });
    }

    private static void Text(Scenario scenario, ProcessRun plan)
    {
        plan.Output.Should().Contain("environment.LOG: info → debug  compose.yaml:2:").And.Contain("Plan: ").And.Contain("downtime");
        plan.Output.Should().NotContain("abcdef").And.NotContain("s3cr3t");
        plan.Error.Should().Contain($"Found orphan containers ([{scenario.Project}-gone-1])");
    }

    private static List<string> Subjects(JsonNode plan, string operation) =>
        [.. plan["steps"]!.AsArray().Where(step => (string?)step!["operation"] == operation && step["undo"] is null)
            .Select(step => (string)step!["subject"]!)];

    private static List<(string Action, string Name)> Happened(IEnumerable<JsonNode> events) =>
        [.. events.Where(happened => (string?)happened["Type"] == "container")
            .Select(happened => ((string)happened["Action"]!, (string)happened["Actor"]!["Attributes"]!["name"]!))];

    private static string Name(JsonNode container) => ((string)container["Names"]![0]!).TrimStart('/');
    private static string Id(JsonNode container) => (string)container["Id"]!;
}
