using System.Collections;
using Compose.Engine;
using Compose.Engine.Addressing;
using Compose.Engine.Swarm;
using Compose.Engine.Transport;
using Compose.Host;
using Compose.Testing;
using Compose.Testing.Processes;
using Docker.DotNet.Models;
using Xunit;

namespace Compose.Swarm.Tests;

/// <summary>
/// Three real nodes, brought up by eng/swarm.sh, n1 their manager. A swarm that is up already is used and stays. What a test makes belongs
/// to a stack named by <see cref="NewStack"/> and is removed at the end.
/// </summary>
public sealed class RealSwarm : IAsyncLifetime
{
    public const string Image = "busybox:latest";

    private static readonly string Name = Environment.GetEnvironmentVariable("NCOMPOSE_SWARM") ?? "tests";
    private static readonly string Script = RepositoryRoot.Combine("eng", "swarm.sh");
    private readonly string _run = Guid.NewGuid().ToString("N")[..6];
    private readonly List<string> _stacks = [];
    private bool _isOurs;

    /// <summary>The first manager.</summary>
    public EngineClient Client { get; private set; } = null!;

    public string DockerHost { get; private set; } = "";

    public async Task InitializeAsync()
    {
        var found = await ScriptAsync(["env"]);
        if (!found.Succeeded)
        {
            _isOurs = true;
            found = await ScriptAsync(["up", "3"]);
        }

        if (!found.Succeeded)
            throw new InvalidOperationException($"These tests need a swarm on Debian as root.\n{found}");
        DockerHost = found.Output.Trim()["export DOCKER_HOST=".Length..];
        Client = Open();
        await Eventually.UntilAsync(
            async () => (await Client.ListNodesAsync()).Count(node => node.Status?.State == "ready") >= 3, "three nodes are ready");
    }

    public async Task DisposeAsync()
    {
        if (_isOurs)
            await ScriptAsync(["down"]);
        else
            foreach (var stack in _stacks)
                await RemoveAsync(stack);
        await Client.DisposeAsync();
    }

    public EngineClient Open(Action<EngineCall>? observer = null, int node = 1) =>
        new(EngineAddress.Parse(HostOf(node)), ProcessEnvironment.Empty, new EngineOptions { Observer = observer });

    /// <summary>The address of a node's engine. Only managers know the swarm.</summary>
    public string HostOf(int node) => DockerHost.Replace("/1/", $"/{node}/", StringComparison.Ordinal);

    public string NewStack(string hint)
    {
        var stack = $"nct{_run}{hint}";
        _stacks.Add(stack);
        return stack;
    }

    /// <summary>A service that does what the script says, without an address of its own, which kernels without IPVS do not serve.</summary>
    public static ServiceSpec Service(string stack, string name, string script, ulong replicas = 1) => new()
    {
        Name = $"{stack}_{name}",
        Labels = Labels(stack),
        Mode = new() { Replicated = new() { Replicas = replicas } },
        TaskTemplate = new()
        {
            ContainerSpec = new()
            {
                Image = Image,
                Args = ["sh", "-c", script],
                Init = true,
                Labels = Labels(stack),
                StopGracePeriod = TimeSpan.FromSeconds(1),
            },
            RestartPolicy = new() { Condition = "any", Delay = TimeSpan.FromMilliseconds(500) },
        },
        UpdateConfig = new() { Parallelism = 0, Monitor = TimeSpan.FromSeconds(1), FailureAction = "pause", Order = "stop-first" },
        RollbackConfig = new() { Parallelism = 0, Monitor = TimeSpan.FromSeconds(1), FailureAction = "pause", Order = "stop-first" },
        EndpointSpec = new() { Mode = "dnsrr" },
    };

    public static Dictionary<string, string> Labels(string stack) => new() { [SwarmReader.StackLabel] = stack };

    /// <summary>The peer: the docker command line at the manager.</summary>
    public static Task<ProcessRun> DockerAsync(IEnumerable<string> arguments, string? input = null) =>
        ScriptAsync(["docker", "1", .. arguments], input);

    /// <summary>A node that was promoted takes a moment to become one.</summary>
    public static async Task<bool> IsManagerAsync(int node) => (await ScriptAsync(["docker", $"{node}", "node", "ls"])).Succeeded;

    /// <summary>The native binary at the manager.</summary>
    public Task<ProcessRun> NcomposeAsync(IEnumerable<string> arguments, string? folder = null)
    {
        var environment = Variables();
        environment["DOCKER_HOST"] = DockerHost;
        return ProcessRun.RunAsync(RequiredProgram.Ncompose, arguments, folder ?? RepositoryRoot.Path, environment);
    }

    /// <summary>A verb of eng/swarm.sh that has to succeed.</summary>
    public static async Task DoAsync(params string[] arguments)
    {
        var run = await ScriptAsync(arguments);
        if (!run.Succeeded)
            throw new InvalidOperationException(run.ToString());
    }

    public async Task RemoveAsync(string stack)
    {
        var found = await SwarmReader.ReadAsync(Client, stack);
        foreach (var service in found.Services)
            await Client.RemoveServiceAsync(service.ID);
        await Eventually.UntilAsync(
            async () => (await Client.ListTasksAsync(SwarmReader.Of(stack))).Count == 0, $"the tasks of {stack} are gone");
        foreach (var config in found.Configs)
            await Client.RemoveConfigAsync(config.ID);
        foreach (var secret in found.Secrets)
            await Client.RemoveSecretAsync(secret.ID);
        foreach (var network in found.Networks)
            await Client.RemoveNetworkAsync(network.ID);
    }

    private static Task<ProcessRun> ScriptAsync(IEnumerable<string> arguments, string? input = null) =>
        ProcessRun.RunAsync("bash", [Script, "--name", Name, .. arguments], RepositoryRoot.Path, Variables(), input);

    private static Dictionary<string, string> Variables() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
}

[CollectionDefinition(Name)]
public sealed class SwarmTests : ICollectionFixture<RealSwarm>
{
    public const string Name = "swarm";
}
