using System.Collections.Immutable;
using System.Text.Json;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Swarm.Observed;
using Compose.Planning.Swarm.Specs;
using Docker.DotNet.Models;

namespace Compose.Planning.Tests.Swarm;

/// <summary>A swarm in memory: it does what the steps of a plan say, and keeps specs as a real one does.</summary>
internal sealed class FakeSwarm(string stack)
{
    private int _lastId;

    public ObservedStack Now { get; set; } = new(stack) { Nodes = [NodeOf("n1", "manager", [])] };

    public void Run(Plan plan)
    {
        foreach (var step in plan.Steps.Where(step => step.Compensation is null))
            Run(step.Operation);
    }

    /// <summary>As a network is until the swarm has had time for it.</summary>
    public void Unallocate(string name)
    {
        var network = Now.AllNetworks.Single(found => found.Name == name);
        (network.Driver, network.Options, network.IPAM) = ("", null!, new IPAM());
    }

    public void Change(string service, Action<SwarmService> change) => change(Now.AllServices.Single(found => found.Spec!.Name == service));

    public static NodeListResponse NodeOf(string name, string role, IEnumerable<string> facts)
    {
        var words = facts.Select(fact => fact.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return new NodeListResponse
        {
            ID = "id-" + name,
            Status = new NodeStatus { State = "ready" },
            Spec = new NodeUpdateParameters
            {
                Role = role,
                Availability = "active",
                Labels = words.Where(word => word.Key.StartsWith("labels.", StringComparison.Ordinal))
                    .ToDictionary(word => word.Key["labels.".Length..], word => word.Value),
            },
            Description = new NodeDescription
            {
                Hostname = name,
                Platform = new SwarmPlatform { OS = "linux", Architecture = "x86_64" },
                Resources = new SwarmResources
                {
                    NanoCPUs = long.Parse(words.GetValueOrDefault("cpus", "2")) * 1_000_000_000,
                    MemoryBytes = long.Parse(words.GetValueOrDefault("memory", "1024")) * 1024 * 1024,
                    GenericResources =
                    [
                        .. words.Where(word => word.Key.StartsWith("has.", StringComparison.Ordinal)).Select(word => new GenericResource
                        {
                            DiscreteResourceSpec = new() { Kind = word.Key["has.".Length..], Value = long.Parse(word.Value) },
                        }),
                    ],
                },
            },
        };
    }

    public static TaskResponse TaskOf(string service, string node) => new()
    {
        ServiceID = service,
        NodeID = "id-" + node,
        DesiredState = TaskState.Running,
        Status = new Docker.DotNet.Models.TaskStatus { State = TaskState.Running },
    };

    /// <summary>A service of another stack.</summary>
    public static SwarmService WithPortOfHost(string name, uint port, ulong tasks) => new()
    {
        ID = "id-" + name,
        Spec = new ServiceSpec
        {
            Name = name,
            EndpointSpec = new() { Ports = [new() { Protocol = "tcp", PublishedPort = port, TargetPort = 80, PublishMode = "host" }] },
        },
        ServiceStatus = new() { DesiredTasks = tasks, RunningTasks = tasks },
    };

    private void Run(Operation operation) => Now = operation switch
    {
        Operation.CreateStackNetwork o => Now with { AllNetworks = Now.AllNetworks.Add(Made(o.Request)) },
        Operation.CreateConfig o => Now with { AllConfigs = Now.AllConfigs.Add(new SwarmConfig { ID = NextId("config"), Spec = o.Spec }) },
        Operation.RecordRelease o => Now with { AllConfigs = Now.AllConfigs.Add(new SwarmConfig { ID = NextId("config"), Spec = o.Spec }) },
        Operation.CreateSecret o =>
            Now with { AllSecrets = Now.AllSecrets.Add(new Secret { ID = NextId("secret"), Spec = WithoutContent(o.Spec) }) },
        Operation.CreateService o =>
            Now with
            {
                AllServices = Now.AllServices.Add(
                new SwarmService { ID = NextId("service"), Version = Next(), Spec = Stored(o.Spec) })
            },
        Operation.UpdateService o =>
            Now with { AllServices = [.. Now.AllServices.Select(service => service.ID == o.Id ? Updated(service, o.Spec) : service)] },
        Operation.RemoveService o => Now with { AllServices = Now.AllServices.RemoveAll(service => service.ID == o.Id) },
        Operation.RelabelConfig o => Now with { AllConfigs = [.. Now.AllConfigs.Select(config => config.ID == o.Id ? Relabelled(config, o.Spec) : config)] },
        Operation.RelabelSecret o => Now with { AllSecrets = [.. Now.AllSecrets.Select(secret => secret.ID == o.Id ? Relabelled(secret, o.Spec) : secret)] },
        Operation.RemoveConfig o => Now with { AllConfigs = Now.AllConfigs.RemoveAll(config => config.ID == o.Id) },
        Operation.RemoveSecret o => Now with { AllSecrets = Now.AllSecrets.RemoveAll(secret => secret.ID == o.Id) },
        Operation.RemoveStackNetwork o => Now with { AllNetworks = Now.AllNetworks.RemoveAll(network => network.ID == o.Id) },
        _ => Now,
    };

    private static SwarmConfig Relabelled(SwarmConfig config, SwarmConfigSpec spec) => new() { ID = config.ID, Spec = spec };

    private static Secret Relabelled(Secret secret, SwarmSecretSpec spec) => new() { ID = secret.ID, Spec = spec };

    private SwarmService Updated(SwarmService service, ServiceSpec spec) =>
        new() { ID = service.ID, Version = Next(), Spec = Stored(spec), PreviousSpec = service.Spec };

    private NetworkResponse Made(NetworksCreateParameters request) => new()
    {
        ID = NextId("network"),
        Name = request.Name,
        Scope = "swarm",
        Driver = request.Driver,
        Labels = request.Labels,
        Options = request.Options,
        Internal = request.Internal,
        Attachable = request.Attachable,
        EnableIPv6 = request.EnableIPv6 ?? false,
        IPAM = request.IPAM ?? new IPAM { Config = [] },
    };

    /// <summary>With the defaults and the ids that a real swarm fills in.</summary>
    private ServiceSpec Stored(ServiceSpec spec)
    {
        var stored = JsonSerializer.Deserialize(
            JsonSerializer.SerializeToUtf8Bytes(spec, SpecJson.Default.ServiceSpec), SpecJson.Default.ServiceSpec)!;
        var task = stored.TaskTemplate!;
        task.Runtime = "container";
        task.ContainerSpec!.Isolation ??= "default";
        stored.EndpointSpec!.Mode ??= "vip";
        foreach (var joined in task.Networks ?? [])
            joined.Target = Now.AllNetworks.FirstOrDefault(network => network.Name == joined.Target)?.ID ?? joined.Target;
        foreach (var config in task.ContainerSpec.Configs ?? [])
            config.ConfigID = Now.AllConfigs.Single(found => found.Spec.Name == config.ConfigName).ID;
        foreach (var secret in task.ContainerSpec.Secrets ?? [])
            secret.SecretID = Now.AllSecrets.Single(found => found.Spec.Name == secret.SecretName).ID;
        return stored;
    }

    private static SwarmSecretSpec WithoutContent(SwarmSecretSpec spec) =>
        new() { Name = spec.Name, Labels = spec.Labels, Templating = spec.Templating };

    private string NextId(string kind) => $"{kind}-{++_lastId}";

    private Docker.DotNet.Models.Version Next() => new() { Index = (ulong)++_lastId };
}
