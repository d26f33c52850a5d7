using Compose.Engine.Gaps;
using Compose.Engine.Transport;
using Compose.Host;
using Compose.Testing.Engine;
using Docker.DotNet.Models;
using Xunit;

namespace Compose.Engine.Tests;

/// <summary>The engine that <c>DOCKER_HOST</c> names. Everything made through it carries the run's label and is swept at the end.</summary>
public sealed class RealEngine : IAsyncLifetime
{
    public const string Image = "busybox:latest";
    private const string Label = "ncompose.test.run";

    private readonly string _run = Guid.NewGuid().ToString("N")[..12];
    private int _counter;

    public EngineClient Client { get; private set; } = null!;

    public string Host { get; private set; } = "";

    /// <summary>The path of the engine's socket.</summary>
    public string Socket => Host["unix://".Length..];

    public Dictionary<string, string> Labels => new() { [Label] = _run };

    public Filters Mine => new Filters().Label($"{Label}={_run}");

    public static string? Environment(string name) => System.Environment.GetEnvironmentVariable(name);

    public async Task InitializeAsync()
    {
        Host = Environment("DOCKER_HOST") ?? "";
        if (!Host.StartsWith("unix://", StringComparison.Ordinal))
        {
            throw new InvalidOperationException("These tests need a real engine: set DOCKER_HOST to its unix:// socket.");
        }

        Client = EngineClient.FromEnvironment(ProcessEnvironment.OfProcess());
        await Client.PingAsync();
        await Client.InspectImageAsync(Image);
    }

    public async Task DisposeAsync()
    {
        using (var engine = new EngineSocket(Host))
        {
            await new EngineSweep(engine, EngineSweep.RunLeftovers).RemoveAsync($"{Label}={_run}", TimeSpan.FromSeconds(30));
        }

        foreach (var image in await Client.ListImagesAsync(Mine))
        {
            await Client.RemoveImageAsync(image.ID, force: true);
        }

        await Client.DisposeAsync();
    }

    public string Name(string what) => $"nctest-{_run}-{what}-{Interlocked.Increment(ref _counter)}";

    public CreateContainerParameters Shell(string script, Action<CreateContainerParameters>? change = null)
    {
        var container = new CreateContainerParameters
        {
            Image = Image,
            Cmd = ["sh", "-c", script],
            Labels = Labels,
            StopTimeout = TimeSpan.FromSeconds(1),
            HostConfig = new HostConfig { Init = true, NetworkMode = "none" },
        };
        change?.Invoke(container);
        return container;
    }

    public Task<CreateContainerResponse> CreateAsync(CreateContainerParameters container, string name)
    {
        container.Name = name;
        return Client.CreateContainerAsync(container);
    }

    public async Task<string> RunAsync(string script) => await RunAsync(Shell(script));

    public async Task<string> RunAsync(CreateContainerParameters container)
    {
        var created = await CreateAsync(container, Name("c"));
        await Client.StartContainerAsync(created.ID);
        return created.ID;
    }

    /// <summary>A container that does nothing until it is killed.</summary>
    public Task<string> RunIdleAsync() => RunAsync("sleep 600");
}

/// <summary>Not beside other tests of this process: what these measure of its memory is to be theirs.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RealEngineTests : ICollectionFixture<RealEngine>
{
    public const string Name = "real engine";
}
