using Compose.Engine.Swarm;
using Compose.Files.Diagnostics;
using Compose.Planning.Operations;
using Compose.Planning.Plans.Output;
using Compose.Planning.Swarm;
using FluentAssertions;
using Xunit;

namespace Compose.Swarm.Tests.Stacks;

/// <summary>Stacks of ncompose and of `docker stack` on three real nodes.</summary>
[Collection(SwarmTests.Name)]
public sealed class StackTests(RealSwarm swarm)
{
    /// <summary>Every attribute that both tools send to a swarm.</summary>
    private const string Rich = """
        services:
          web:
            image: busybox:latest
            entrypoint: ["/bin/sh", "-c"]
            command: ["sleep 600"]
            init: true
            hostname: "{{.Node.Hostname}}-{{.Task.Slot}}"
            user: "0:0"
            working_dir: /tmp
            environment: {A: "1", B: , SHARED: env}
            env_file: [app.env]
            labels: {tier: front}
            ports:
              - {target: 81, mode: host}
            networks: {front: {aliases: [www]}, back: }
            volumes:
              - data:/data
              - {type: bind, source: /tmp, target: /hosttmp, read_only: true}
              - {type: tmpfs, target: /scratch, tmpfs: {size: 1048576}}
              - /anon
            configs:
              - {source: site, target: /etc/site.conf, uid: "101", mode: 0440}
              - plain
            secrets: [pw, {source: token, target: /etc/token}]
            healthcheck: {test: ["CMD", "true"], interval: 1s, timeout: 5s, retries: 3, start_period: 1s, start_interval: 500ms}
            stop_grace_period: 1s
            stop_signal: SIGTERM
            cap_add: [NET_ADMIN]
            cap_drop: [MKNOD]
            sysctls: {net.core.somaxconn: "512"}
            ulimits: {nofile: {soft: 1000, hard: 2000}, nproc: 100}
            extra_hosts: ["a.local:10.1.1.2", "db.local:10.1.1.1"]
            dns: [10.97.0.254]
            dns_search: [example.test]
            logging: {driver: json-file, options: {max-size: 1m}}
            read_only: true
            stdin_open: true
            tty: true
            deploy:
              replicas: 2
              endpoint_mode: dnsrr
              labels: {team: x}
              placement: {constraints: ["node.platform.os==linux"], preferences: [{spread: node.labels.zone}], max_replicas_per_node: 2}
              resources: {limits: {cpus: "0.5", memory: 64M, pids: 100}, reservations: {cpus: "0.1", memory: 16M}}
              restart_policy: {condition: on-failure, delay: 1s, max_attempts: 3, window: 10s}
              update_config: {parallelism: 1, delay: 1s, failure_action: rollback, monitor: 3s, max_failure_ratio: 0.1, order: start-first}
              rollback_config: {parallelism: 0, order: stop-first}
          db: {image: busybox, command: sleep 600, init: true, networks: [back], restart: on-failure, deploy: {endpoint_mode: dnsrr}}
          agent: {image: "busybox:1.36", command: sleep 600, init: true, deploy: {mode: global, endpoint_mode: dnsrr}}
          job: {image: busybox, command: "true", deploy: {mode: replicated-job, replicas: 2, restart_policy: {condition: none}, endpoint_mode: dnsrr}}
        networks:
          front: {attachable: true}
          back: {internal: true}
        volumes:
          data: {labels: {v: "1"}}
        configs:
          site: {file: site.conf}
          plain: {file: plain.conf, template_driver: golang}
        secrets:
          pw: {file: pw.txt}
          token: {file: token.txt, labels: {a: b}}
        """;

    private const string Two = """
        services:
          api: {image: busybox, command: sleep 600, init: true, stop_grace_period: 1s, deploy: {endpoint_mode: dnsrr, update_config: {monitor: 1s}}}
          web: {image: busybox, command: sleep 600, init: true, stop_grace_period: 1s, depends_on: [api], deploy: {endpoint_mode: dnsrr, update_config: {monitor: 1s}}}
        """;

    [Fact]
    public async Task A_stack_of_docker_is_left_alone_and_ours_has_the_specs_of_docker()
    {
        await using var docker = Folder("peer");
        await docker.DeployByDockerAsync();
        var plan = await docker.PlanAsync();
        PlanText.Of(plan).Should().BeEmpty("docker stack has deployed the same file");
        plan.UnchangedServices.Should().HaveCount(4);
        var theirs = await docker.SpecsAsync();

        var first = docker.Writes;
        (await docker.UpAsync()).Succeeded.Should().BeTrue();
        docker.Writes.Should().Equal(first);
        await docker.DownAsync();

        await using var ours = Folder("ours");
        await ours.UpAsync(new SwarmPolicy { Wait = false });
        var made = await ours.SpecsAsync();
        made.Should().Equal(theirs.Select(spec => spec.Replace(docker.Name, ours.Name, StringComparison.Ordinal)));
        (await ours.PlanAsync()).IsEmpty.Should().BeTrue();
        await ours.DownAsync();
    }

    [Fact]
    public async Task A_broken_image_rolls_the_stack_back()
    {
        await using var stack = new StackFolder(swarm, "broken");
        stack.Write("compose.yaml", Two);
        (await stack.UpAsync()).Succeeded.Should().BeTrue();
        var before = await stack.SpecsAsync();

        stack.Write(
            "compose.yaml", Two.Replace("web: {image: busybox, ", "web: {image: 'nosuch:1', ", StringComparison.Ordinal).Replace(
            "sleep 600, init: true, stop_grace_period: 1s, deploy", "sleep 601, init: true, stop_grace_period: 1s, deploy",
            StringComparison.Ordinal));
        var outcome = await stack.UpAsync(new SwarmPolicy { Resolve = Planning.Swarm.Binding.ResolvePolicy.Never });
        outcome.IsRolledBack.Should().BeTrue(string.Join('\n', outcome.Failures().Select(failure => failure.Error.Message)));
        outcome.Failures().Should().ContainSingle().Which.Error.Message.Should().NotBeEmpty();
        (await stack.SpecsAsync()).Should().Equal(before);
        await stack.DownAsync();
    }

    [Fact]
    public async Task A_config_rotates_and_a_version_stays_as_long_as_a_release_names_it()
    {
        await using var stack = new StackFolder(swarm, "rotate");
        stack.Write("compose.yaml", """
            services:
              web: {image: busybox, command: sleep 600, scale: 0, configs: [site], deploy: {endpoint_mode: dnsrr, update_config: {monitor: 1s}}}
            configs: {site: {file: site.conf}}
            """);
        foreach (var content in (string[])["one", "two", "three", "four", "five", "six"])
        {
            stack.Write("site.conf", content);
            (await stack.UpAsync()).Succeeded.Should().BeTrue();
        }

        var left = (await SwarmReader.ReadAsync(swarm.Client, stack.Name)).Configs.Where(
            config => config.Spec.Name!.Contains("_site", StringComparison.Ordinal))
            .Select(config => System.Text.Encoding.UTF8.GetString(config.Spec.Data!));
        left.Should().BeEquivalentTo(["two", "three", "four", "five", "six"], "five releases are kept");
        var plan = await stack.PlanAsync();
        plan.Steps.Should().NotContain(step => step.Operation is Operation.UpdateService);
        await stack.DownAsync();
    }

    [Fact]
    public async Task What_cannot_be_read_is_reported()
    {
        await using var stack = new StackFolder(swarm, "unread");
        stack.Write("compose.yaml", """
            services:
              web: {image: "127.0.0.1:9/nosuch:1", secrets: [pw]}
            secrets: {pw: {file: missing.txt}}
            """);
        await stack.PlanAsync();
        stack.Problems.Select(problem => problem.Code).Should()
            .Equal(DiagnosticCode.SwarmContentUnreadable, DiagnosticCode.SwarmImageUnresolved);
        stack.Writes.Should().BeEmpty();
    }

    [Fact]
    public async Task An_image_that_only_one_node_has_is_an_error_at_its_line()
    {
        await using var stack = new StackFolder(swarm, "local");
        stack.Write("compose.yaml", """
            services:
              web: {image: "127.0.0.1:9/built:1", build: .}
              api: {image: "127.0.0.1:9/built:1"}
            """);
        await stack.PlanAsync();
        stack.Problems.Should().ContainSingle().Which.Summary.Should().StartWith("services.web.image: no registry has 127.0.0.1:9/built:1");
        stack.Problems.Single().Primary.Should().NotBeNull("the line is that of the image");
    }

    private StackFolder Folder(string hint)
    {
        var stack = new StackFolder(swarm, hint);
        stack.Write("compose.yaml", Rich);
        foreach (var (file, text) in new[] { ("app.env", "FROM_FILE=1"), ("site.conf", "hello"), ("plain.conf", "plain"), ("pw.txt", "pw"),
            ("token.txt", "token") })
            stack.Write(file, text);
        return stack;
    }
}
