using System.Globalization;
using Compose.Engine;
using Compose.Engine.Gaps;
using Compose.Engine.Transport;
using Docker.DotNet.Models;

namespace Compose.Benchmarks.Lifecycle;

/// <summary>
/// What a case costs at least: the engine calls that it cannot do without, as many at once as their order allows, with nothing around them.
/// The containers are plain; their project is the third of a case.
/// </summary>
internal sealed class Floor(EngineClient client, Stack stack)
{
    private const string ServiceLabel = "com.docker.compose.service";
    private const string NumberLabel = "com.docker.compose.container-number";
    private static readonly string[] Sleep = ["sleep", "3600"];
    private readonly Filters _ours = new Filters().Label(stack.Label);

    public async Task CreateAndStartAsync(int count)
    {
        await client.CreateNetworkAsync(new NetworksCreateParameters { Name = Network, Labels = ProjectLabels });
        await Task.WhenAll(Enumerable.Range(0, count).Select(i => CreateAndStartAsync($"s{i}")));
    }

    public async Task AddAsync(int from, int to)
    {
        await LookAsync();
        await Task.WhenAll(Enumerable.Range(from + 1, to - from).Select(number => CreateAndStartAsync("s0", number)));
    }

    /// <summary>All but so many of each service.</summary>
    public async Task RemoveAsync(int kept)
    {
        var containers = await client.ListContainersAsync(_ours, all: true);
        await Task.WhenAll(
            containers.Where(container => int.Parse(container.Labels[NumberLabel], CultureInfo.InvariantCulture) > kept)
                .Select(StopAndRemoveAsync));
    }

    public async Task DownAsync()
    {
        await RemoveAsync(0);
        await client.RemoveNetworkAsync(Network);
    }

    /// <summary>The state of a project: its containers and networks.</summary>
    public async Task LookAsync() => await Task.WhenAll(client.ListContainersAsync(_ours, all: true), client.ListNetworksAsync(_ours));

    public Task ListAsync() => client.ListContainersAsync(_ours);

    public async Task ReplaceOneAsync()
    {
        var containers = await client.ListContainersAsync(_ours, all: true);
        var old = containers.First(container => container.Labels[ServiceLabel] == "s3");
        var created = await CreateAsync(Creation("s3", Sleep), $"{Guid.NewGuid().ToString("N")[..8]}_{Name("s3")}");
        await StopAndRemoveAsync(old);
        await client.RenameContainerAsync(created, Name("s3"));
        await client.StartContainerAsync(created);
    }

    /// <summary>Services that each start when the one before is healthy: told by the engine's events.</summary>
    public async Task ChainAsync(int length)
    {
        await client.CreateNetworkAsync(new NetworksCreateParameters { Name = Network, Labels = ProjectLabels });
        await using var events = await client.OpenEventsAsync(new Filters().Label(stack.Label).Add("type", "container"));
        var created = await Task.WhenAll(
            Enumerable.Range(0, length).Select(i => CreateAsync(Creation($"s{i}", Sleep, probe: Probe), Name($"s{i}"))));
        await using var happenings = events.GetAsyncEnumerator();
        for (var i = 0; i < length; i++)
        {
            await client.StartContainerAsync(created[i]);
            if (i < length - 1)
                while (await happenings.MoveNextAsync() && happenings.Current.Action != "health_status: healthy") { }
        }
    }

    public async Task ReadLogsAsync(string? tail)
    {
        var containers = await client.ListContainersAsync(_ours, all: true);
        await using var logs = await client.OpenLogsAsync(containers[0].ID, new LogQuery { Tail = tail }, tty: false);
        while (await logs.ReadAsync() is not null) { }
    }

    public async Task ExecAsync()
    {
        var container = (await client.ListContainersAsync(_ours))[0];
        var exec = await client.CreateExecAsync(
            container.ID,
            new ContainerExecCreateParameters { Cmd = ["true"], AttachStdin = true, AttachStdout = true, AttachStderr = true });
        await using (var attached = await client.AttachExecAsync(exec))
            await DrainAsync(attached);
        await client.InspectExecAsync(exec);
    }

    public async Task RunAsync()
    {
        await LookAsync();
        var created = await client.CreateContainerAsync(Creation("run", ["true"]));
        await using var attached = await client.AttachContainerAsync(
            created.ID, new AttachQuery { Stdin = true, Stdout = true, Stderr = true });
        var exit = await client.BeginWaitAsync(created.ID, "next-exit");
        await client.StartContainerAsync(created.ID);
        await DrainAsync(attached);
        await exit;
        await client.RemoveContainerAsync(created.ID, force: true);
    }

    public async Task ImagesAsync() =>
        await Task.WhenAll(
            (await client.ListContainersAsync(_ours, all: true)).Select(container => container.ImageID).Distinct()
                .Select(image => client.InspectImageAsync(image)));

    public async Task TopAsync() =>
        await Task.WhenAll((await client.ListContainersAsync(_ours)).Select(container => client.TopContainerAsync(container.ID)));

    public async Task StatsAsync() =>
        await Task.WhenAll((await client.ListContainersAsync(_ours)).Select(container => client.SampleStatsAsync(container.ID)));

    public Task VolumesAsync() => client.ListVolumesAsync(_ours);

    private static async Task DrainAsync(HijackedStream attached)
    {
        var buffer = new byte[4096];
        while (await attached.ReadAsync(buffer) > 0) { }
    }

    private string Network => $"{stack.Project}_default";

    private string Name(string service, int number = 1) => $"{stack.Project}-{service}-{number}";

    private static HealthcheckConfig Probe => new()
    {
        Test = ["CMD-SHELL", "true"],
        Interval = TimeSpan.FromSeconds(10),
        StartInterval = TimeSpan.FromSeconds(0.1),
        StartPeriod = TimeSpan.FromSeconds(10),
    };

    private async Task CreateAndStartAsync(string service, int number = 1) =>
        await client.StartContainerAsync(await CreateAsync(Creation(service, Sleep, number), Name(service, number)));

    private async Task StopAndRemoveAsync(ContainerListResponse container)
    {
        await client.StopContainerAsync(container.ID);
        await client.RemoveContainerAsync(container.ID, force: true);
    }

    private async Task<string> CreateAsync(CreateContainerParameters creation, string name)
    {
        creation.Name = name;
        return (await client.CreateContainerAsync(creation)).ID;
    }

    private CreateContainerParameters Creation(string service, string[] command, int number = 1, HealthcheckConfig? probe = null) => new()
    {
        Image = Stacks.Image,
        Cmd = command,
        Healthcheck = probe,
        StopTimeout = TimeSpan.Zero,
        Labels = new Dictionary<string, string>(ProjectLabels) { [ServiceLabel] = service, [NumberLabel] = $"{number}" },
        HostConfig = new HostConfig { Init = true, NetworkMode = Network },
        NetworkingConfig = new NetworkingConfig
        { EndpointsConfig = new Dictionary<string, EndpointSettings> { [Network] = new() { Aliases = [service] } } },
    };

    /// <summary>With what the peer looks for: it brings the floor's containers back to where a round starts.</summary>
    private Dictionary<string, string> ProjectLabels => new()
    {
        ["com.docker.compose.project"] = stack.Project,
        ["com.docker.compose.oneoff"] = "False",
        ["com.docker.compose.config-hash"] = "floor",
    };
}
