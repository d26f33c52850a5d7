using Compose.Engine;
using Compose.Engine.Wire;

namespace Compose.Benchmarks.Lifecycle;

/// <summary>
/// What a case costs at least: the engine calls that it cannot do without, as many at once as their order allows, with nothing around them.
/// The containers are plain; their project is the third of a case.
/// </summary>
internal sealed class Floor(EngineClient client, Stack stack)
{
    private readonly Filters _ours = new Filters().Label(stack.Label);

    public async Task CreateAndStartAsync(int count)
    {
        await client.CreateNetworkAsync(new NetworkCreation { Name = Network, Labels = Labels("") });
        await Task.WhenAll(Enumerable.Range(0, count).Select(i => CreateAndStartAsync($"s{i}")));
    }

    public async Task AddAsync(int from, int to)
    {
        await LookAsync();
        await Task.WhenAll(Enumerable.Range(from, to - from).Select(i => CreateAndStartAsync($"s{i}")));
    }

    public async Task RemoveAsync(int from)
    {
        var containers = await client.ListContainersAsync(_ours, all: true);
        await Task.WhenAll(containers.Where(container => Index(container) >= from).Select(StopAndRemoveAsync));
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
        var old = containers.First(container => Index(container) == 3);
        var created = await CreateAsync("s3", Guid.NewGuid().ToString("N")[..8]);
        await StopAndRemoveAsync(old);
        await client.RenameContainerAsync(created, Name("s3"));
        await client.StartContainerAsync(created);
    }

    /// <summary>Services that each start when the one before is healthy: told by the engine's events.</summary>
    public async Task ChainAsync(int length)
    {
        await client.CreateNetworkAsync(new NetworkCreation { Name = Network, Labels = Labels("") });
        await using var events = await client.OpenEventsAsync(new Filters().Label(stack.Label).Add("type", "container"));
        var created = await Task.WhenAll(Enumerable.Range(0, length).Select(i => CreateAsync($"s{i}", "1", healthy: true)));
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
        await using var logs = await client.OpenLogsAsync(containers[0].Id, new LogQuery { Tail = tail }, tty: false);
        while (await logs.ReadAsync() is not null) { }
    }

    private string Network => $"{stack.Project}_default";

    private string Name(string service) => $"{stack.Project}-{service}-1";

    private static int Index(ContainerSummary container) => int.Parse(container.Labels["com.docker.compose.service"].AsSpan(1), System.Globalization.CultureInfo.InvariantCulture);

    private async Task CreateAndStartAsync(string service) => await client.StartContainerAsync(await CreateAsync(service, "1"));

    private async Task StopAndRemoveAsync(ContainerSummary container)
    {
        await client.StopContainerAsync(container.Id);
        await client.RemoveContainerAsync(container.Id, force: true);
    }

    private async Task<string> CreateAsync(string service, string suffix, bool healthy = false)
    {
        var second = TimeSpan.FromSeconds(1).Ticks * 100;
        var created = await client.CreateContainerAsync(
            new ContainerCreation
            {
                Image = Stacks.Image,
                Cmd = ["sleep", "3600"],
                StopTimeout = 0,
                Labels = Labels(service),
                Healthcheck = healthy ? new HealthcheckConfig { Test = ["CMD-SHELL", "true"], Interval = second, StartInterval = second / 10, StartPeriod = 10 * second } : null,
                HostConfig = new HostConfig { Init = true, NetworkMode = Network },
                NetworkingConfig = new NetworkingConfig { EndpointsConfig = new Dictionary<string, EndpointSettings> { [Network] = new() { Aliases = [service] } } },
            },
            suffix == "1" ? Name(service) : $"{suffix}_{Name(service)}");
        return created.Id;
    }

    private Dictionary<string, string> Labels(string service) =>
        new() { ["com.docker.compose.project"] = stack.Project, ["com.docker.compose.service"] = service };
}
