using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Compose.Engine.Swarm;
using Compose.Execution;
using Compose.Execution.Building;
using Compose.Execution.Scheduling;
using Compose.Execution.Stacks;
using Compose.Files;
using Compose.Files.Diagnostics;
using Compose.Files.Environment;
using Compose.Files.Model;
using Compose.Host;
using Compose.Planning.Plans;
using Compose.Planning.Swarm;
using Compose.Planning.Swarm.Specs;
using Docker.DotNet.Models;

namespace Compose.Swarm.Tests.Stacks;

/// <summary>A stack with its files in a folder of its own: planned and brought up by ncompose, or deployed by `docker stack`.</summary>
internal sealed class StackFolder : IAsyncDisposable
{
    private const string ChosenBySwarm = "10.98.";

    private static readonly SwarmPolicy Standard = new();
    private readonly RealSwarm _swarm;
    private readonly EngineSession _session;
    private readonly string _folder = Directory.CreateTempSubdirectory("ncompose-stack-").FullName;

    public StackFolder(RealSwarm swarm, string hint)
    {
        _swarm = swarm;
        Name = swarm.NewStack(hint);
        _session = new EngineSession(
            swarm.Open(call => Writes = call.Method == "GET" ? Writes : Writes.Add($"{call.Method} {call.Path}")),
            ProcessEnvironment.Empty);
    }

    public string Name { get; }

    public string Path => _folder;

    /// <summary>The calls that change something.</summary>
    public ImmutableArray<string> Writes { get; private set; } = [];

    /// <summary>What the last plan could not read.</summary>
    public ImmutableArray<Diagnostic> Problems { get; private set; } = [];

    public void Write(string file, string text) => File.WriteAllText(System.IO.Path.Combine(_folder, file), text);

    public Task DeployByDockerAsync() =>
        RealSwarm.DoAsync("docker", "1", "stack", "deploy", "--detach=true", "-c", System.IO.Path.Combine(_folder, "compose.yaml"), Name);

    public async Task<Plan> PlanAsync(SwarmPolicy? policy = null)
    {
        var project = Load();
        var observed = await _session.ObserveStackAsync(project.Name, others: true, CancellationToken.None);
        var asked = policy ?? Standard;
        var (inputs, problems) = await _session.StackInputsAsync(
            project, observed, asked.Resolve, new RunnerSettings(), CancellationToken.None);
        Problems = problems;
        return SwarmPlanner.Up(project, observed, inputs, asked);
    }

    public async Task<PlanOutcome> UpAsync(SwarmPolicy? policy = null)
    {
        var plan = await PlanAsync(policy);
        if (plan.HasErrors)
            throw new InvalidOperationException(string.Join('\n', plan.Diagnostics.Select(problem => problem.Summary)));
        return await RunAsync(plan);
    }

    public async Task<PlanOutcome> DownAsync() =>
        await RunAsync(
            SwarmPlanner.Down(
                await _session.ObserveStackAsync(Name, others: false, CancellationToken.None), NamedMap<Service>.Empty, wait: true));

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public Task<PlanOutcome> RunAsync(Plan plan) => _session.RunStackAsync(
        plan, Name, new RunnerSettings(), new StackOptions { Patience = TimeSpan.FromMinutes(1) }, new ExecutionOptions(), _ => { },
        CancellationToken.None, CancellationToken.None);

    /// <summary>
    /// What the swarm keeps of each service, network, config and secret, without what differs from one creation to the next.
    /// </summary>
    public async Task<IReadOnlyList<string>> SpecsAsync()
    {
        var contents = await SwarmReader.ReadAsync(_swarm.Client, Name);
        var ids = contents.Networks.Select(network => (network.ID, network.Name))
            .Concat(contents.Configs.Select(config => (config.ID, config.Spec.Name!)))
            .Concat(contents.Secrets.Select(secret => (secret.ID, secret.Spec.Name!)));
        return
        [
            .. contents.Services.OrderBy(service => service.Spec!.Name, StringComparer.Ordinal)
                .Select(service =>
                    ids.Aggregate(
                        JsonSerializer.Serialize(service.Spec!, SpecJson.Default.ServiceSpec),
                        (text, id) => text.Replace(id.ID, id.Item2, StringComparison.Ordinal))),
            .. contents.Networks.Select(Text).Order(StringComparer.Ordinal),
            .. contents.Configs.Where(config => !config.Spec.Name!.Contains(".ncompose.", StringComparison.Ordinal)).Select(config =>
                $"{config.Spec.Name} {Text(config.Spec.Labels)} {Convert.ToHexString(config.Spec.Data!)} {config.Spec.Templating?.Name}")
                .Order(StringComparer.Ordinal),
            .. contents.Secrets.Select(secret =>
                $"{secret.Spec.Name} {Text(secret.Spec.Labels)} {secret.Spec.Driver?.Name} {secret.Spec.Templating?.Name}")
                .Order(StringComparer.Ordinal),
        ];
    }

    private static string Text(NetworkResponse network)
    {
        var pools = (network.IPAM?.Config ?? []).Select(pool => $"{pool.Subnet} {pool.Gateway} {pool.IPRange}")
            .Where(pool => !pool.StartsWith(ChosenBySwarm, StringComparison.Ordinal));
        return $"{network.Name} {network.Driver} internal={network.Internal} attachable={network.Attachable} ipv6={network.EnableIPv6} "
            + $"{Text(network.Labels)} {Text(network.Options)} {network.IPAM?.Driver} {string.Join(',', pools)}";
    }

    /// <summary>Without labels of ncompose alone, and the number that a swarm gives to each network.</summary>
    private static string Text(IEnumerable<KeyValuePair<string, string>>? values) => string.Join(',', (values ?? [])
        .Where(value => !value.Key.StartsWith("ncompose.", StringComparison.Ordinal))
        .Where(value => !value.Key.EndsWith("vxlanid_list", StringComparison.Ordinal))
        .Select(value => $"{value.Key}={value.Value}").Order(StringComparer.Ordinal));

    private ComposeProject Load()
    {
        var path = System.IO.Path.Combine(_folder, "compose.yaml");
        var loaded = ComposeLoader.Load(new LoadRequest
        {
            Files = [new ComposeFile("compose.yaml", path, Encoding.UTF8.GetBytes(File.ReadAllText(path)))],
            Directory = _folder,
            Environment = ComposeEnvironment.From([], "shell"),
            ProjectName = Name,
        });
        return loaded.Project
            ?? throw new InvalidOperationException(string.Join('\n', loaded.Diagnostics.Select(problem => problem.Summary)));
    }
}
