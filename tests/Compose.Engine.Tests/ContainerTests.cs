using Compose.Engine.Wire;
using Compose.Testing;
using FluentAssertions;
using Xunit;

namespace Compose.Engine.Tests;

[Collection(RealEngineTests.Name)]
public sealed class ContainerTests(RealEngine engine)
{
    private EngineClient Client => engine.Client;

    [Fact]
    public async Task A_container_lives_and_every_step_of_it_may_be_repeated()
    {
        var name = engine.Name("life");
        var created = await Client.CreateContainerAsync(engine.Shell("trap 'exit 3' TERM; echo ready; while :; do sleep 0.1; done"), name);

        (await Client.StartContainerAsync(created.Id)).Should().BeTrue();
        (await Client.StartContainerAsync(created.Id)).Should().BeFalse("it runs already");
        await using (var logs = await Client.OpenLogsAsync(created.Id, new LogQuery { Follow = true }))
        {
            (await logs.ReadAsync()).Should().NotBeNull("it says that it hears signals now");
        }

        await Client.PauseContainerAsync(name);
        (await Client.InspectContainerAsync(name)).State.Status.Should().Be("paused");
        await Client.UnpauseContainerAsync(name);
        (await Client.StopContainerAsync(name, timeout: 60)).Should().BeTrue();
        (await Client.StopContainerAsync(name)).Should().BeFalse("it is stopped already");
        var state = (await Client.InspectContainerAsync(name)).State;
        state.Status.Should().Be("exited");
        state.ExitCode.Should().Be(3);
        await Client.RestartContainerAsync(name, timeout: 0);
        (await Client.InspectContainerAsync(name)).State.Running.Should().BeTrue();
        await Client.KillContainerAsync(name, "SIGKILL");
        (await Client.WaitContainerAsync(name)).StatusCode.Should().Be(137);
        (await Refusal(() => Client.KillContainerAsync(name))).Kind.Should().Be(EngineErrorKind.Conflict);
        await Client.RemoveContainerAsync(name);
        (await Refusal(() => Client.RemoveContainerAsync(name))).Kind.Should().Be(EngineErrorKind.NotFound);
    }

    [Fact]
    public async Task A_taken_name_is_a_conflict_that_names_its_holder()
    {
        var name = engine.Name("taken");
        var holder = await Client.CreateContainerAsync(engine.Shell("true"), name);

        var error = await Refusal(() => Client.CreateContainerAsync(engine.Shell("true"), name));

        error.Kind.Should().Be(EngineErrorKind.Conflict);
        error.HolderId.Should().Be(holder.Id);
    }

    [Fact]
    public async Task A_renamed_container_is_found_under_its_new_name()
    {
        var created = await Client.CreateContainerAsync(engine.Shell("true"), engine.Name("before"));
        var after = engine.Name("after");

        await Client.RenameContainerAsync(created.Id, after);

        (await Client.InspectContainerAsync(after)).Id.Should().Be(created.Id);
    }

    [Fact]
    public async Task Everything_that_can_be_asked_for_arrives()
    {
        var asked = new ContainerCreation
        {
            Image = RealEngine.Image,
            Hostname = "hosty",
            Domainname = "example.test",
            User = "0:0",
            AttachStdout = true,
            Tty = true,
            OpenStdin = true,
            Env = ["A=1", "B"],
            Cmd = ["-c", "sleep 100"],
            Entrypoint = ["/bin/sh"],
            WorkingDir = "/tmp",
            StopSignal = "SIGINT",
            StopTimeout = 7,
            ExposedPorts = new Dictionary<string, EmptyObject> { ["80/tcp"] = EmptyObject.Value },
            Healthcheck = new HealthcheckConfig
            {
                Test = ["CMD", "true"],
                Interval = 1_500_000_000,
                Timeout = 2_000_000_000,
                StartPeriod = 3_000_000_000,
                StartInterval = 4_000_000_000,
                Retries = 5,
            },
            Labels = new Dictionary<string, string>(engine.Labels) { ["x"] = "ü" },
            HostConfig = new HostConfig
            {
                Binds = ["/tmp:/host:ro"],
                CapAdd = ["NET_ADMIN"],
                CapDrop = ["CHOWN"],
                Dns = ["10.0.0.1"],
                DnsOptions = ["ndots:2"],
                DnsSearch = ["example.test"],
                ExtraHosts = ["other:10.0.0.2"],
                GroupAdd = ["10"],
                Init = true,
                IpcMode = "private",
                LogConfig = new LogConfig { Type = "json-file", Config = new Dictionary<string, string> { ["max-size"] = "1m" } },
                Memory = 64 << 20,
                MemoryReservation = 32 << 20,
                MemorySwap = 128 << 20,
                Mounts =
                [
                    new Mount { Type = "tmpfs", Target = "/scratch", TmpfsOptions = new TmpfsOptions { SizeBytes = 1 << 20, Mode = 0x1ff } },
                    new Mount
                    {
                        Type = "bind",
                        Source = "/tmp",
                        Target = "/again",
                        ReadOnly = true,
                        BindOptions = new BindOptions { Propagation = "rprivate", NonRecursive = true, CreateMountpoint = true },
                    },
                ],
                NanoCpus = 500_000_000,
                NetworkMode = "bridge",
                OomKillDisable = false,
                OomScoreAdj = 100,
                PidsLimit = 99,
                PortBindings = new Dictionary<string, IReadOnlyList<PortBinding>?>
                {
                    ["80/tcp"] = [new PortBinding { HostIp = "127.0.0.1", HostPort = "" }],
                },
                ReadonlyRootfs = true,
                RestartPolicy = new RestartPolicy { Name = "on-failure", MaximumRetryCount = 2 },
                SecurityOpt = ["no-new-privileges"],
                MaskedPaths = [],
                ShmSize = 1 << 20,
                Sysctls = new Dictionary<string, string> { ["net.ipv4.ip_forward"] = "1" },
                Tmpfs = new Dictionary<string, string> { ["/run"] = "size=1m" },
                Ulimits = [new Ulimit("nofile", 2000, 1000)],
                UTSMode = "",
                DeviceCgroupRules = ["c 1:3 mr"],
                Devices = [new DeviceMapping { PathOnHost = "/dev/null", PathInContainer = "/dev/nix", CgroupPermissions = "r" }],
            },
        };

        var id = await engine.RunAsync(asked);
        var got = await Client.InspectContainerAsync(id, size: true);

        AllThatWasSet<ContainerConfig>(asked with { Env = null, Labels = null }, got.Config!);
        got.Config!.Env.Should().Contain("A=1").And.Contain("B");
        got.Config.Labels.Should().Contain("x", "ü").And.Contain(engine.Labels);
        AllThatWasSet(asked.HostConfig!, got.HostConfig!);
        got.HostConfig!.MaskedPaths.Should().BeEmpty("an empty list is sent, and not left out");
        got.HostConfig.ReadonlyPaths.Should().NotBeEmpty("null leaves the engine's default");
        got.State.Health!.Status.Should().NotBeEmpty();
        got.NetworkSettings!.Ports["80/tcp"]!.Single(p => p.HostIp == "127.0.0.1").HostPort.Should().NotBeNullOrEmpty();
        got.NetworkSettings.Networks["bridge"].IPAddress.Should().NotBeEmpty();
        got.Mounts.Select(m => m.Destination).Should().Contain(["/host", "/again"]);
        got.SizeRootFs.Should().BePositive();
    }

    [Fact]
    public async Task Settings_of_the_kernel_that_not_every_machine_has_arrive_as_well()
    {
        var host = new HostConfig
        {
            BlkioWeight = 300,
            CpuShares = 512,
            CpuPeriod = 100_000,
            CpuQuota = 50_000,
            CpusetCpus = "0",
            CgroupnsMode = "private",
            PidMode = "host",
            UsernsMode = "host",
            Annotations = new Dictionary<string, string> { ["a"] = "b" },
            DeviceRequests = [new DeviceRequest { Driver = "", Count = -1, Capabilities = [["gpu"]], Options = new Dictionary<string, string>() }],
            VolumeDriver = "local",
            BlkioDeviceReadBps = [new ThrottleDevice("/dev/null", 1024)],
            BlkioWeightDevice = [new WeightDevice("/dev/null", 200)],
        };

        var created = await Client.CreateContainerAsync(engine.Shell("true") with { HostConfig = host }, engine.Name("kernel"));

        var got = (await Client.InspectContainerAsync(created.Id)).HostConfig!;
        if (created.Warnings.Count > 0)
        {
            // The engine drops what its kernel cannot do, and says so.
            host = host with { BlkioWeight = got.BlkioWeight, BlkioWeightDevice = null, BlkioDeviceReadBps = null };
        }

        AllThatWasSet(host, got);
    }

    [Fact]
    public async Task A_list_shows_what_the_filters_let_through()
    {
        var mark = Guid.NewGuid().ToString("N");
        var labels = new Dictionary<string, string>(engine.Labels) { ["mark"] = mark };
        var running = await engine.RunAsync(engine.Shell("sleep 100") with { Labels = labels });
        var stopped = await Client.CreateContainerAsync(engine.Shell("true") with { Labels = labels }, engine.Name("stopped"));
        var marked = new Filters().Label($"mark={mark}");

        var live = await Client.ListContainersAsync(marked);
        var all = await Client.ListContainersAsync(marked, all: true);
        var created = await Client.ListContainersAsync(new Filters().Label($"mark={mark}").Add("status", "created"), all: true);

        live.Select(c => c.Id).Should().Equal(running);
        all.Select(c => c.Id).Should().BeEquivalentTo([running, stopped.Id]);
        created.Select(c => c.Id).Should().Equal(stopped.Id);
        live[0].State.Should().Be("running");
        live[0].Image.Should().Be(RealEngine.Image);
        live[0].Labels.Should().Contain("mark", mark);
        live[0].Networks.Keys.Should().Equal("none");
    }

    [Fact]
    public async Task Resources_change_in_place()
    {
        var id = await engine.RunIdleAsync();

        await Client.UpdateContainerAsync(id, new HostConfig
        {
            Memory = 50 << 20,
            MemorySwap = 100 << 20,
            RestartPolicy = new RestartPolicy { Name = "unless-stopped" },
        });

        var host = (await Client.InspectContainerAsync(id)).HostConfig!;
        host.Memory.Should().Be(50 << 20);
        host.RestartPolicy!.Name.Should().Be("unless-stopped");
    }

    [Fact]
    public async Task A_wait_ends_when_the_container_does()
    {
        var created = await Client.CreateContainerAsync(engine.Shell("exit 42"), engine.Name("wait"));
        var exit = Client.WaitContainerAsync(created.Id, "next-exit");

        // There is no telling when the engine has begun to wait: an exit before that is not the next one.
        while (!exit.IsCompleted)
        {
            await Client.StartContainerAsync(created.Id);
            await Client.WaitContainerAsync(created.Id);
        }

        (await exit).StatusCode.Should().Be(42);
    }

    [Fact]
    public async Task Processes_and_statistics_are_told()
    {
        var id = await engine.RunIdleAsync();

        // A container that has just been started may not run its program yet.
        var table = await Client.TopContainerAsync(id, "-ef");
        await Patience.UntilAsync(async () => (table = await Client.TopContainerAsync(id, "-ef")).Processes.Any(p => p.Any(cell => cell.Contains("sleep 600"))), "sleep runs");
        var samples = new List<ContainerStats>();
        await foreach (var sample in Client.StreamStatsAsync(id))
        {
            samples.Add(sample);
            if (samples.Count == 2)
            {
                break;
            }
        }

        table.Titles.Should().Contain("PID");
        samples[1].Pids.Current.Should().BePositive();
        samples[1].Cpu.Usage.Total.Should().BeGreaterThanOrEqualTo(samples[0].Cpu.Usage.Total);
        samples[1].Memory.Limit.Should().BePositive();
        (await Client.StatsAsync(id)).Cpu.System.Should().BePositive();
    }

    [Fact]
    public async Task A_container_becomes_an_image()
    {
        var id = await engine.RunAsync("echo made > /made; sleep 100");
        var repository = engine.Name("commit");

        var image = await Client.CommitContainerAsync(
            id, repository, "v1", message: "why", author: "me", changes: ["ENV MADE=yes", "LABEL " + engine.Labels.Select(l => $"{l.Key}={l.Value}").Single()]);

        var inspected = await Client.InspectImageAsync(repository + ":v1");
        inspected.Id.Should().Be(image.Id);
        inspected.Config!.Env.Should().Contain("MADE=yes");
    }

    [Fact]
    public async Task Hundred_questions_at_once_are_answered()
    {
        var id = await engine.RunIdleAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Client.InspectContainerAsync(id)));

        answers.Should().OnlyContain(a => a.Id == id && a.State.Running);
    }

    // Every property that the asked one sets must be the same in the other.
    private static void AllThatWasSet<T>(T asked, T got)
    {
        foreach (var property in typeof(T).GetProperties().Where(p => p.GetValue(asked) is not null))
        {
            property.GetValue(got).Should().BeEquivalentTo(property.GetValue(asked), "of {0}", property.Name);
        }
    }

    private static async Task<EngineError> Refusal(Func<Task> call) => (await call.Should().ThrowAsync<EngineError>()).Which;
}
