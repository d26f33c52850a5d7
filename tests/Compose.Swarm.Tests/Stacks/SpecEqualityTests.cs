using Compose.Planning.Plans.Output;
using Compose.Planning.Swarm;
using Docker.DotNet.Models;
using FluentAssertions;
using FluentAssertions.Execution;
using Xunit;

namespace Compose.Swarm.Tests.Stacks;

/// <summary>What `docker stack deploy` sends for a file and what ncompose sends for it are the same, attribute by attribute.</summary>
[Collection(SwarmTests.Name)]
public sealed class SpecEqualityTests(RealSwarm swarm)
{
    private const int AtOnce = 3;

    /// <summary>Services without tasks: only what the swarm keeps of them counts.</summary>
    private static readonly (string Name, string File)[] Files =
    [
        ("commands", """
            services:
              a: {image: busybox, entrypoint: /bin/sh -c, command: "echo 'a b' $$HOME \\\"c\\\"", deploy: {replicas: 0}}
              b: {image: busybox, entrypoint: [], command: [], deploy: {replicas: 0}}
              c: {image: busybox, command: 'sh -c "echo \"x\""', deploy: {replicas: 0}}
            """),
        ("variables", """
            services:
              a:
                image: busybox
                environment: [A=1, B=, "C=x=y", D, "E=$$HOME", "F=ä ö"]
                env_file: [one.env, two.env]
                deploy: {replicas: 0}
              b: {image: busybox, environment: {N: 1.50, NOTHING: , "Q": "1"}, env_file: one.env, deploy: {replicas: 0}}
            """),
        ("labels", """
            services:
              a: {image: busybox, labels: [x=1, y], deploy: {replicas: 0, labels: [team=a, empty]}}
              b: {image: busybox, labels: {x: 1, y: null}, deploy: {replicas: 0, labels: {n: 5}}}
            """),
        ("health checks", """
            services:
              a: {image: busybox, healthcheck: {test: "exit 0", interval: 1m30s, timeout: 500ms, retries: 2}, deploy: {replicas: 0}}
              b: {image: busybox, healthcheck: {disable: true}, deploy: {replicas: 0}}
              c: {image: busybox, healthcheck: {test: [NONE]}, deploy: {replicas: 0}}
              d: {image: busybox, healthcheck: {test: [CMD-SHELL, "exit 0"], start_period: 5s}, deploy: {replicas: 0}}
            """),
        ("volumes", """
            services:
              a:
                image: busybox
                volumes: ["data:/data:ro", "data:/copy:nocopy", "/tmp:/host:ro", /anonymous, "named:/named"]
                deploy: {replicas: 0}
              b:
                image: busybox
                volumes:
                  - {type: volume, source: options, target: /o, volume: {nocopy: true}}
                  - {type: volume, target: /unnamed}
                  - {type: bind, source: /tmp, target: /t, bind: {propagation: rshared}}
                  - {type: tmpfs, target: /scratch}
                  - {type: volume, source: data, target: /part, volume: {subpath: part}}
                deploy: {replicas: 0}
              c:
                image: busybox
                volumes:
                  - {type: cluster, source: "group:fast", target: /group}
                  - {type: cluster, source: data, target: /cluster}
                  - {type: npipe, source: '\\.\pipe\x', target: '\\.\pipe\y'}
                deploy: {replicas: 0}
            volumes:
              data:
              named: {name: another-name}
              options: {driver: local, driver_opts: {type: tmpfs, device: tmpfs}, labels: {a: b}}
            """),
        ("networks", """
            services:
              a: {image: busybox, networks: {front: {aliases: [www, web]}, back: {}}, deploy: {replicas: 0}}
              b: {image: busybox, networks: [back, plain, secure], deploy: {replicas: 0, endpoint_mode: dnsrr}}
              c: {image: busybox, deploy: {replicas: 0}}
              d: {image: busybox, networks: {plain: {driver_opts: {a: b}}}, deploy: {replicas: 0}}
            networks:
              secure: {driver_opts: {encrypted: ""}}
              front: {driver: overlay, attachable: true, labels: {x: "1"}}
              back: {internal: true, driver_opts: {com.docker.network.driver.mtu: "1400"}}
              plain:
            """),
        ("address ranges", """
            services: {a: {image: busybox, networks: [n], deploy: {replicas: 0}}}
            networks: {n: {ipam: {driver: default, config: [{subnet: 10.231.7.0/24}, {subnet: 10.231.8.0/24}]}}}
            """),
        ("what is outside", """
            services: {a: {image: busybox, networks: [n], configs: [c], secrets: [{source: s, target: t}], volumes: ["vol:/v"], deploy: {replicas: 0}}}
            networks: {n: {external: true, name: OUTSIDE}}
            configs: {c: {external: true, name: OUTSIDE}}
            secrets: {s: {external: true, name: OUTSIDE}}
            volumes: {vol: {external: true, name: OUTSIDE}}
            """),
        ("credentials", """
            services:
              a: {image: busybox, credential_spec: {file: my.json}, deploy: {replicas: 0}}
              b: {image: busybox, credential_spec: {registry: key}, deploy: {replicas: 0}}
              c: {image: busybox, configs: [plain, account], credential_spec: {config: account}, deploy: {replicas: 0}}
            configs: {plain: {file: two.env}, account: {file: one.env}}
            """),
        ("the host's network", """
            services: {a: {image: busybox, networks: [outside], deploy: {replicas: 0}}}
            networks: {outside: {external: true, name: host}}
            """),
        ("ports", """
            services:
              a: {image: busybox, ports: ["28081:80", "29000-29002:9000-9002/udp", "7000", {target: 53, published: 5353, protocol: udp, mode: host}], deploy: {replicas: 0}}
              b: {image: busybox, ports: [{target: 80, published: 28082}, {target: 90}], deploy: {replicas: 0, endpoint_mode: vip}}
            """),
        ("configs", """
            services:
              a: {image: busybox, configs: [one, {source: two, target: /etc/two, uid: "1", gid: "2", mode: 0400}], deploy: {replicas: 0}}
              b: {image: busybox, configs: [{source: one}, {source: three, target: relative}], deploy: {replicas: 0}}
            configs:
              one: {file: one.env}
              two: {file: two.env, labels: {a: b}}
              three: {file: one.env, template_driver: golang}
            """),
        ("secrets", """
            services:
              a: {image: busybox, secrets: [one, {source: two, target: other, uid: "1", gid: "2", mode: 0400}], deploy: {replicas: 0}}
              b: {image: busybox, secrets: [{source: one, target: /absolute}], deploy: {replicas: 0}}
            secrets:
              one: {file: one.env}
              two: {file: two.env, labels: {a: b}, template_driver: golang}
            """),
        ("modes", """
            services:
              a: {image: busybox, command: sleep 600, init: true, deploy: {mode: global, placement: {constraints: ["node.hostname == n1"]}}}
              b: {image: busybox, deploy: {mode: replicated, replicas: 0}}
              c: {image: busybox, command: "true", deploy: {mode: global-job, placement: {constraints: ["node.hostname == n1"]}, restart_policy: {condition: none}}}
            """),
        ("placement", """
            services:
              a:
                image: busybox
                deploy:
                  replicas: 0
                  placement: {constraints: ["node.role==worker", "node.labels.disk != ssd"], preferences: [{spread: node.labels.zone}, {spread: node.labels.rack}], max_replicas_per_node: 3}
            """),
        ("resources", """
            services:
              a: {image: busybox, deploy: {replicas: 0, resources: {limits: {cpus: "0.25", memory: 10M}}}}
              b: {image: busybox, deploy: {replicas: 0, resources: {reservations: {cpus: "1.5", memory: 1gb}}}}
              c: {image: busybox, deploy: {replicas: 0, resources: {reservations: {generic_resources: [{discrete_resource_spec: {kind: gpu, value: 2}}]}}}}
              d: {image: busybox, deploy: {replicas: 0, resources: {limits: {pids: 20}}}}
            """),
        ("restart policies", """
            services:
              a: {image: busybox, restart: always, deploy: {replicas: 0}}
              b: {image: busybox, restart: unless-stopped, deploy: {replicas: 0}}
              c: {image: busybox, restart: "on-failure:3", deploy: {replicas: 0}}
              d: {image: busybox, deploy: {replicas: 0, restart_policy: {condition: any, delay: 5s, max_attempts: 0, window: 2m}}}
              e: {image: busybox, deploy: {replicas: 0, restart_policy: {max_attempts: 4}}}
            """),
        ("updates", """
            services:
              a: {image: busybox, deploy: {replicas: 0, update_config: {parallelism: 0, delay: 0s, max_failure_ratio: 0}, rollback_config: {parallelism: 2, delay: 1s, failure_action: continue, monitor: 2s, max_failure_ratio: 0.5, order: start-first}}}
              b: {image: busybox, deploy: {replicas: 0, update_config: {order: start-first}}}
              c: {image: busybox, deploy: {replicas: 0, update_config: {failure_action: continue, monitor: 1m}}}
            """),
        ("kernel", """
            services:
              a: {image: busybox, ulimits: {nofile: 1024, core: 0, nproc: {soft: 5, hard: 6}}, cap_add: [ALL], cap_drop: [net_admin, CAP_SYS_ADMIN], sysctls: [net.core.somaxconn=10], deploy: {replicas: 0}}
            """),
        ("names", """
            services:
              a: {image: busybox, extra_hosts: {one.test: 10.0.0.1, two.test: "::1"}, dns: 10.0.0.53, dns_search: a.test, hostname: fixed, deploy: {replicas: 0}}
              b: {image: busybox, extra_hosts: ["one.test:10.0.0.1", "one.test:10.0.0.2"], dns: [10.0.0.53, 10.0.0.54], dns_search: [a.test, b.test], hostname: "{{.Service.Name}}", deploy: {replicas: 0}}
            """),
        ("logs and ends", """
            services:
              a: {image: busybox, logging: {driver: none}, stop_grace_period: 1m30s, stop_signal: SIGUSR1, init: false, deploy: {replicas: 0}}
              b: {image: busybox, logging: {driver: json-file, options: {max-size: 10m, max-file: "3"}}, stop_grace_period: 0s, init: true, deploy: {replicas: 0}}
              c: {image: busybox, logging: {options: {tag: x}}, deploy: {replicas: 0}}
            """),
        ("users and terminals", """
            services:
              a: {image: busybox, user: "1000:1000", working_dir: /tmp, read_only: true, tty: true, stdin_open: true, isolation: default, deploy: {replicas: 0}}
              b: {image: busybox, user: nobody, working_dir: /, deploy: {replicas: 0}}
            """),
        ("interpolation", """
            services:
              a: {image: "${IMAGE_OF_NOTHING:-busybox}", command: "${NOT_SET-sleep} ${NOT_SET:-600}", environment: {P: "a$${b}${NOT_SET:-c}"}, deploy: {replicas: 0}}
            """),
    ];

    [Fact]
    public async Task Both_tools_make_the_same_specs()
    {
        var outside = await MakeOutsideAsync();
        using var gate = new SemaphoreSlim(AtOnce);
        var results = await Task.WhenAll(Files.Select(async (file, index) =>
        {
            await gate.WaitAsync();
            try
            {
                return (file.Name, Result: await CompareAsync(file.File.Replace("OUTSIDE", outside, StringComparison.Ordinal), index));
            }
            finally
            {
                gate.Release();
            }
        }));
        using var all = new AssertionScope();
        foreach (var (name, (plan, theirs, ours)) in results)
        {
            plan.Should().BeEmpty($"both tools have deployed \"{name}\"");
            ours.Should().Equal(theirs, $"of \"{name}\"");
        }
    }

    private async Task<(string Plan, IReadOnlyList<string> Theirs, IEnumerable<string> Ours)> CompareAsync(string text, int index)
    {
        await using var docker = Folder($"equal{index}a", text);
        await docker.DeployByDockerAsync();
        var plan = PlanText.Of(await docker.PlanAsync());
        var theirs = await docker.SpecsAsync();
        await docker.DownAsync();
        await using var ours = Folder($"equal{index}b", text);
        await ours.UpAsync(new SwarmPolicy { Wait = false });
        var made = await ours.SpecsAsync();
        plan += PlanText.Of(await ours.PlanAsync());
        await ours.DownAsync();
        return (plan, theirs, made.Select(spec => spec.Replace(ours.Name, docker.Name, StringComparison.Ordinal)));
    }

    /// <summary>A network, a config and a secret of this name, which no file makes.</summary>
    private async Task<string> MakeOutsideAsync()
    {
        var name = swarm.NewStack("outside");
        var labels = RealSwarm.Labels(name);
        await swarm.Client.CreateNetworkAsync(
            new NetworksCreateParameters { Name = name, Driver = "overlay", Attachable = true, Labels = labels }, default);
        await swarm.Client.CreateConfigAsync(new SwarmConfigSpec { Name = name, Labels = labels, Data = [1] }, default);
        await swarm.Client.CreateSecretAsync(new SwarmSecretSpec { Name = name, Labels = labels, Data = [1] }, default);
        return name;
    }

    private StackFolder Folder(string hint, string text)
    {
        var stack = new StackFolder(swarm, hint);
        stack.Write("compose.yaml", text);
        stack.Write("one.env", "ONE=1\n# a comment\nTWO=two words\n");
        stack.Write("two.env", "TWO=again\nEMPTY=\n");
        return stack;
    }
}
