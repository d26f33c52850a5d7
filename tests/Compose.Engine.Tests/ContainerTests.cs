using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Transport;
using Compose.Engine.Versions;
using Compose.Testing;
using Docker.DotNet.Models;
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
        var created = await engine.CreateAsync(engine.Shell("trap 'exit 3' TERM; echo ready; while :; do sleep 0.1; done"), name);

        (await Client.StartContainerAsync(created.ID)).Should().BeTrue();
        (await Client.StartContainerAsync(created.ID)).Should().BeFalse("it runs already");
        await using (var logs = await Client.OpenLogsAsync(created.ID, new LogQuery { Follow = true }))
        {
            (await logs.ReadAsync()).Should().NotBeNull("it says that it hears signals now");
        }

        await Client.PauseContainerAsync(name);
        (await Client.InspectContainerAsync(name)).State!.Status.Should().Be("paused");
        await Client.UnpauseContainerAsync(name);
        (await Client.StopContainerAsync(name, timeout: 60)).Should().BeTrue();
        (await Client.StopContainerAsync(name)).Should().BeFalse("it is stopped already");
        var state = (await Client.InspectContainerAsync(name)).State!;
        state.Status.Should().Be("exited");
        state.ExitCode.Should().Be(3);
        await Client.RestartContainerAsync(name, timeout: 0);
        (await Client.InspectContainerAsync(name)).State!.Running.Should().BeTrue();
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
        var holder = await engine.CreateAsync(engine.Shell("true"), name);

        var error = await Refusal(() => engine.CreateAsync(engine.Shell("true"), name));

        error.Kind.Should().Be(EngineErrorKind.Conflict);
        error.HolderId.Should().Be(holder.ID);
    }

    [Fact]
    public async Task A_renamed_container_is_found_under_its_new_name()
    {
        var created = await engine.CreateAsync(engine.Shell("true"), engine.Name("before"));
        var after = engine.Name("after");

        await Client.RenameContainerAsync(created.ID, after);

        (await Client.InspectContainerAsync(after)).ID.Should().Be(created.ID);
    }

    [Fact]
    public async Task Everything_that_can_be_asked_for_arrives()
    {
        var asked = new CreateContainerParameters
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
            StopTimeout = TimeSpan.FromSeconds(7),
            ExposedPorts = new Dictionary<string, EmptyStruct> { ["80/tcp"] = default },
            Healthcheck = new HealthcheckConfig
            {
                Test = ["CMD", "true"],
                Interval = TimeSpan.FromSeconds(1.5),
                Timeout = TimeSpan.FromSeconds(2),
                StartPeriod = TimeSpan.FromSeconds(3),
                StartInterval = await IsOpenAsync(44) ? TimeSpan.FromSeconds(4) : null,
                Retries = 5,
            },
            Labels = new Dictionary<string, string>(engine.Labels) { ["x"] = "ü" },
            HostConfig = new HostConfig
            {
                Binds = ["/tmp:/host:ro"],
                CapAdd = ["NET_ADMIN"],
                CapDrop = ["CHOWN"],
                DNS = ["10.0.0.1"],
                DNSOptions = ["ndots:2"],
                DNSSearch = ["example.test"],
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
                    new Mount
                        { Type = "tmpfs", Target = "/scratch", TmpfsOptions = new TmpfsOptions { SizeBytes = 1 << 20, Mode = 0x1ff } },
                    new Mount
                    {
                        Type = "bind",
                        Source = "/tmp",
                        Target = "/again",
                        ReadOnly = true,
                        BindOptions = new BindOptions
                        {
                            Propagation = "rprivate",
                            NonRecursive = true,
                            CreateMountpoint = await IsOpenAsync(42) ? true : null,
                        },
                    },
                ],
                NanoCPUs = 500_000_000,
                NetworkMode = "bridge",
                OomKillDisable = false,
                OomScoreAdj = 100,
                PidsLimit = 99,
                PortBindings = new Dictionary<string, IList<PortBinding>>
                {
                    ["80/tcp"] = [new PortBinding { HostIP = "127.0.0.1", HostPort = "" }],
                },
                ReadonlyRootfs = true,
                RestartPolicy = new RestartPolicy { Name = RestartPolicyKind.OnFailure, MaximumRetryCount = 2 },
                SecurityOpt = ["no-new-privileges"],
                MaskedPaths = [],
                ShmSize = 1 << 20,
                Sysctls = new Dictionary<string, string> { ["net.ipv4.ip_forward"] = "1" },
                Tmpfs = new Dictionary<string, string> { ["/run"] = "size=1m" },
                Ulimits = [new Ulimit { Name = "nofile", Hard = 2000, Soft = 1000 }],
                UTSMode = "",
                DeviceCgroupRules = ["c 1:3 mr"],
                Devices = [new DeviceMapping { PathOnHost = "/dev/null", PathInContainer = "/dev/nix", CgroupPermissions = "r" }],
            },
        };

        var id = await engine.RunAsync(asked);
        var got = await Client.InspectContainerAsync(id, size: true);

        AllThatWasSet(asked, got.Config!, except: ["Env", "Labels"]);
        got.Config!.Env.Should().Contain("A=1").And.Contain("B");
        got.Config!.Labels.Should().Contain("x", "ü").And.Contain(engine.Labels);
        AllThatWasSet(asked.HostConfig, got.HostConfig!);
        got.HostConfig!.MaskedPaths.Should().BeEmpty("an empty list is sent, and not left out");
        got.HostConfig.ReadonlyPaths.Should().NotBeEmpty("null leaves the engine's default");
        got.State!.Health!.Status.Should().NotBeEmpty();
        got.NetworkSettings!.Ports["80/tcp"]!.Single(p => p.HostIP == "127.0.0.1").HostPort.Should().NotBeNullOrEmpty();
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
            CPUShares = 512,
            CPUPeriod = 100_000,
            CPUQuota = 50_000,
            CpusetCpus = "0",
            CgroupnsMode = "private",
            PidMode = "host",
            UsernsMode = "host",
            Annotations = await IsOpenAsync(43) ? new Dictionary<string, string> { ["a"] = "b" } : null,
            DeviceRequests =
                [new DeviceRequest { Driver = "", Count = -1, Capabilities = [["gpu"]], Options = new Dictionary<string, string>() }],
            VolumeDriver = "local",
            BlkioDeviceReadBps = [new ThrottleDevice { Path = "/dev/null", Rate = 1024 }],
            BlkioWeightDevice = [new WeightDevice { Path = "/dev/null", Weight = 200 }],
        };

        var created = await engine.CreateAsync(engine.Shell("true", container => container.HostConfig = host), engine.Name("kernel"));

        var got = (await Client.InspectContainerAsync(created.ID)).HostConfig!;
        if (created.Warnings.Count > 0)
        {
            // The engine drops what its kernel cannot do, and says so.
            AllThatWasSet(host, got, except: ["BlkioWeight", "BlkioWeightDevice", "BlkioDeviceReadBps"]);
            return;
        }

        AllThatWasSet(host, got);
    }

    /// <summary>Older engines do not know the attribute.</summary>
    private async Task<bool> IsOpenAsync(int minor) => ApiVersions.Of(new ApiVersion(1, minor)).IsOpen(await Client.VersionAsync());

    [Fact]
    public async Task A_list_shows_what_the_filters_let_through()
    {
        var mark = Guid.NewGuid().ToString("N");
        var labels = new Dictionary<string, string>(engine.Labels) { ["mark"] = mark };
        var running = await engine.RunAsync(engine.Shell("sleep 100", container => container.Labels = labels));
        var stopped = await engine.CreateAsync(engine.Shell("true", container => container.Labels = labels), engine.Name("stopped"));
        var marked = new Filters().Label($"mark={mark}");

        var live = await Client.ListContainersAsync(marked);
        var all = await Client.ListContainersAsync(marked, all: true);
        var created = await Client.ListContainersAsync(new Filters().Label($"mark={mark}").Add("status", "created"), all: true);

        live.Select(c => c.ID).Should().Equal(running);
        all.Select(c => c.ID).Should().BeEquivalentTo([running, stopped.ID]);
        created.Select(c => c.ID).Should().Equal(stopped.ID);
        live[0].State.Should().Be("running");
        live[0].Image.Should().Be(RealEngine.Image);
        live[0].Labels.Should().Contain("mark", mark);
        live[0].NetworkSettings!.Networks.Keys.Should().Equal("none");
    }

    [Fact]
    public async Task Resources_change_in_place()
    {
        var id = await engine.RunIdleAsync();

        await Client.UpdateContainerAsync(id, new ContainerUpdateParameters
        {
            Memory = 50 << 20,
            MemorySwap = 100 << 20,
            RestartPolicy = new RestartPolicy { Name = RestartPolicyKind.UnlessStopped },
        });

        var host = (await Client.InspectContainerAsync(id)).HostConfig!;
        host.Memory.Should().Be(50 << 20);
        host.RestartPolicy!.Name.Should().Be(RestartPolicyKind.UnlessStopped);
    }

    [Fact]
    public async Task A_wait_ends_when_the_container_does()
    {
        var created = await engine.CreateAsync(engine.Shell("exit 42"), engine.Name("wait"));
        var exit = Client.WaitContainerAsync(created.ID, "next-exit");

        // There is no telling when the engine has begun to wait: an exit before that is not the next one.
        while (!exit.IsCompleted)
        {
            await Client.StartContainerAsync(created.ID);
            await Client.WaitContainerAsync(created.ID);
        }

        (await exit).StatusCode.Should().Be(42);
    }

    [Fact]
    public async Task Processes_and_statistics_are_told()
    {
        var id = await engine.RunIdleAsync();

        // A container that has just been started may not run its program yet.
        var table = await Client.TopContainerAsync(id, "-ef");
        await Eventually.UntilAsync(
            async () => (table = await Client.TopContainerAsync(id, "-ef")).Processes.Any(p => p.Any(cell => cell.Contains("sleep 600"))),
            "sleep runs");
        var samples = new List<ContainerStatsResponse>();
        await foreach (var sample in Client.StreamStatsAsync(id))
        {
            samples.Add(sample);
            if (samples.Count == 2)
            {
                break;
            }
        }

        table.Titles.Should().Contain("PID");
        samples[1].PidsStats!.Current.Should().BePositive();
        samples[1].CPUStats!.CPUUsage.TotalUsage.Should().BeGreaterThanOrEqualTo(samples[0].CPUStats!.CPUUsage.TotalUsage);
        samples[1].MemoryStats!.Limit.Should().BePositive();
        (await Client.StatsAsync(id)).CPUStats!.SystemUsage.Should().BePositive();
    }

    [Fact]
    public async Task A_container_becomes_an_image()
    {
        var id = await engine.RunAsync("echo made > /made; sleep 100");
        var repository = engine.Name("commit");

        var image = await Client.CommitContainerAsync(
            id, repository, "v1", message: "why", author: "me",
            changes: ["ENV MADE=yes", "LABEL " + engine.Labels.Select(l => $"{l.Key}={l.Value}").Single()]);

        var inspected = await Client.InspectImageAsync(repository + ":v1");
        inspected.ID.Should().Be(image.ID);
        inspected.Config!.Env.Should().Contain("MADE=yes");
    }

    [Fact]
    public async Task Hundred_questions_at_once_are_answered()
    {
        var id = await engine.RunIdleAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Client.InspectContainerAsync(id)));

        answers.Should().OnlyContain(a => a.ID == id && a.State!.Running);
    }

    // Every property that the asked one sets must be the same in the other.
    private static void AllThatWasSet<TAsked, TGot>(TAsked asked, TGot got, params string[] except)
        where TAsked : new()
    {
        var untouched = new TAsked();
        foreach (var property in typeof(TAsked).GetProperties().ExceptBy(except, property => property.Name))
        {
            if (Equals(property.GetValue(asked), property.GetValue(untouched)) || typeof(TGot).GetProperty(property.Name) is not { } same)
                continue;
            same.GetValue(got).Should().BeEquivalentTo(property.GetValue(asked), "of {0}", property.Name);
        }
    }

    private static async Task<EngineError> Refusal(Func<Task> call) => (await call.Should().ThrowAsync<EngineError>()).Which;
}
