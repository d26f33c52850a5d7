using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Desired;
using Compose.Planning.Naming;
using Compose.Planning.Observed;
using Compose.Planning.Operations;

namespace Compose.Planning.Tests.Laws;

/// <summary>Thrown when the engine refuses a request.</summary>
internal sealed class EngineRefusedException(string message) : Exception(message);

/// <summary>
/// An engine in memory. It refuses what a real engine refuses (a name, a volume or a port in use), and also the start of a container whose
/// dependencies are not met: so some order of the steps reveals a missing edge.
/// </summary>
internal sealed class FakeEngine
{
    private readonly Dictionary<string, ContainerSpec> _specs = new(StringComparer.Ordinal);
    private readonly HashSet<string> _provided = new(StringComparer.Ordinal);
    private readonly HashSet<string> _configured = new(StringComparer.Ordinal);
    private readonly bool _readable;
    private int _next;

    public FakeEngine(string project, int seed)
    {
        Now = new ObservedState(project);
        _next = seed;
        _readable = seed == 0;
    }

    private FakeEngine(FakeEngine other)
    {
        Now = other.Now;
        _next = other._next;
        _readable = other._readable;
        IsOneShot = other.IsOneShot;
        foreach (var (id, spec) in other._specs)
            _specs[id] = spec;
        _provided.UnionWith(other._provided);
    }

    public ObservedState Now { get; set; }

    /// <summary>Services whose containers complete.</summary>
    public Func<string, bool> IsOneShot { get; init; } = RandomProject.IsOneShot;

    /// <summary>Services whose providers have run `up`, and not `down` since.</summary>
    public IReadOnlyCollection<string> Provided => _provided;

    public FakeEngine Copy() => new(this);

    public string? Apply(Operation operation, Func<ContainerRef, string> idOf)
    {
        switch (operation)
        {
            case Operation.CreateNetwork o: CreateNetwork(o.Network); return null;
            case Operation.RemoveNetwork o: RemoveNetwork(o); return null;
            case Operation.ConnectNetwork o: Connect(idOf(o.Target.Container), o.Endpoint.Network.Name); return null;
            case Operation.DisconnectNetwork o:
                Change(idOf(o.Target.Container),
                c => c with { Networks = [.. c.Networks.Where(e => e.NetworkName != o.Network.Name)] }); return null;
            case Operation.CreateVolume o: CreateVolume(o.Volume); return null;
            case Operation.RemoveVolume o: RemoveVolume(o.Name); return null;
            case Operation.CreateContainer o: return CreateContainer(o, idOf);
            case Operation.InjectFiles o:
                Require(!Get(idOf(o.Target.Container)).IsActive,
                "injecting into a container that runs"); return null;
            case Operation.StartContainer o: Start(idOf(o.Target.Container)); return null;
            case Operation.UnpauseContainer o:
                Change(idOf(o.Target.Container),
                c => c with { State = ContainerState.Running }); return null;
            case Operation.StopContainer o:
                Change(idOf(o.Target.Container),
                c => c with { State = ContainerState.Exited, Health = HealthState.None, HostPorts = [] }); return null;
            case Operation.RemoveContainer o: Remove(idOf(o.Target.Container)); return null;
            case Operation.RenameContainer o: Rename(idOf(o.Target.Container), o.Name); return null;
            case Operation.RunHook o:
                Require(Get(idOf(o.Target.Container)).State == ContainerState.Running,
                "a hook in a container that does not run"); return null;
            case Operation.RunPreStart o:
                Require(!Get(idOf(o.Target.Container)).IsActive,
                "pre_start beside a container that runs"); return null;
            case Operation.AwaitCondition o: Await(o, idOf(o.Target.Container)); return null;
            case Operation.Delay: return null;
            case Operation.RunProvider o:
                if (o.Verb == ProviderVerb.Up)
                    _provided.Add(o.Service.Name);
                else
                    _provided.Remove(o.Service.Name);
                return null;
            case Operation.PullModel o: Now = Now with { Models = Now.Models.Add(o.Model.Model) }; return null;
            case Operation.ConfigureModel o:
                Require(Now.Models.Contains(o.Model.Model), $"model {o.Model.Key} is configured before it is pulled");
                _configured.Add(o.Model.Key);
                return null;
            default: throw new EngineRefusedException($"{operation.TypeName} is not supported here");
        }
    }

    public ObservedContainer Get(string id) =>
        Now.Containers.FirstOrDefault(c => c.Id == id) ?? throw new EngineRefusedException($"no container {id}");

    public void Change(string id, Func<ObservedContainer, ObservedContainer> change)
    {
        var old = Get(id);
        Now = Now with { Containers = Now.Containers.Replace(old, change(old)) };
    }

    /// <summary>Ends the containers of one-shot services.</summary>
    public void EndOneShots()
    {
        foreach (var container in Now.Containers.Where(c => c.State == ContainerState.Running && IsOneShot(c.Service)))
            Change(container.Id, c => c with { State = ContainerState.Exited, ExitCode = 0 });
    }

    /// <summary>Ids like an engine's; with a seed of zero they are legible.</summary>
    private string NextId() =>
        _readable ? (_next++).ToString("x12") : (_next++ * 7919L % 0xffffffffL).ToString("x8") + _next.ToString("x8");

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
            throw new EngineRefusedException(otherwise);
    }

    private static NamedMap<string> UserLabels(NamedMap<string> labels) => new(labels
        .Where(label => !label.Key.StartsWith("com.docker.compose.", StringComparison.Ordinal)
            && !label.Key.StartsWith("ncompose.", StringComparison.Ordinal))
        .Select(label => KeyValuePair.Create("labels." + label.Key, label.Value)));

    private void CreateNetwork(NetworkSpec network)
    {
        if (Now.Networks.FirstOrDefault(n => n.Name == network.Name) is { } there)
            Require(network.Hash.Matches(there.ConfigHash), $"network {network.Name} is there");
        else
            Now = Now
                with
            {
                Networks = Now.Networks.Add(
                    new ObservedNetwork(NextId(), network.Name) { Labels = network.Labels, Attributes = UserLabels(network.Labels) })
            };
    }

    private void RemoveNetwork(Operation.RemoveNetwork remove)
    {
        var found = Now.Networks.FirstOrDefault(n => n.Id == remove.Network.Id);
        var used = found is not null && Now.Containers.Any(c => c.Networks.Any(e => e.NetworkId == found.Id));
        if (used && remove.BestEffort && ToleratesFailures)
            return;
        Require(!used, $"network {remove.Network.Name} is in use");
        if (found is not null)
            Now = Now with { Networks = Now.Networks.Remove(found) };
    }

    private void Connect(string id, string name)
    {
        var network = Now.Networks.FirstOrDefault(n => n.Name == name) ?? throw new EngineRefusedException($"no network {name}");
        Change(id,
            c => c.Networks.Any(e => e.NetworkId == network.Id)
            ? c
            : c with { Networks = [.. c.Networks, new ObservedEndpoint(name, network.Id)] });
    }

    private void CreateVolume(VolumeSpec volume)
    {
        if (!Now.Volumes.Any(v => v.Name == volume.Name))
            Now = Now
                with
            {
                Volumes = Now.Volumes.Add(
                    new ObservedVolume(volume.Name) { Labels = volume.Labels, Attributes = UserLabels(volume.Labels) })
            };
    }

    private void RemoveVolume(string name)
    {
        Require(!Now.Containers.Any(c => c.Mounts.Any(m => m.Name == name)), $"volume {name} is in use");
        Now = Now with { Volumes = Now.Volumes.RemoveAll(v => v.Name == name) };
    }

    private string CreateContainer(Operation.CreateContainer create, Func<ContainerRef, string> idOf)
    {
        var spec = create.Container;
        var labels = spec.LabelsFor(idOf);
        if (Now.Containers.FirstOrDefault(c => c.Name == create.Name) is { } holder)
        {
            Require(holder.ConfigHash == labels[LabelNames.ConfigHash], $"name {create.Name} is taken");
            return holder.Id;
        }

        foreach (var (_, shared) in spec.Shared)
            Get(idOf(shared));
        foreach (var provider in spec.Service.DependsOn.Keys.Where(
            name => spec.Project.Services.TryGet(name, out var found) && found.Provider is not null))
            Require(_provided.Contains(provider), $"{create.Name} is created before its provider {provider} has run");
        foreach (var model in spec.Service.Models.Keys)
            Require(_configured.Contains(model), $"{create.Name} is created before its model {model} is configured");
        var id = NextId();
        _specs[id] = spec;
        Now = Now with
        {
            Containers = Now.Containers.Add(new ObservedContainer
            {
                Id = id,
                Name = create.Name,
                Labels = labels,
                Annotations = spec.Annotations,
                State = ContainerState.Created,
                Image = spec.Image.Reference,
                Created = DateTimeOffset.FromUnixTimeSeconds(_next),
                Networks = [.. (spec.Endpoints.Take(1)).Select(e => new ObservedEndpoint(e.Network.Name, NetworkId(e.Network.Name)))],
                Mounts = [.. Mounts(spec)],
            }),
        };
        foreach (var endpoint in spec.Endpoints.Skip(RandomProject.OneEndpoint(spec.Project) ? int.MaxValue : 1))
            Connect(id, endpoint.Network.Name);
        return id;
    }

    private IEnumerable<ObservedMount> Mounts(ContainerSpec spec)
    {
        foreach (var mount in spec.Service.Volumes.Where(mount => mount.Type == MountType.Volume))
        {
            var inherited = spec.Inherited.FirstOrDefault(volume => volume.Target == mount.Target);
            var name = mount.Source is not null ? spec.Volumes[mount.Source].Name : inherited?.Volume ?? "anonymous" + NextId();
            Require(mount.Source is null || Now.Volumes.Any(v => v.Name == name), $"no volume {name}");
            yield return new ObservedMount(MountType.Volume, name, null, mount.Target);
        }
    }

    private string NetworkId(string name) =>
        Now.Networks.FirstOrDefault(n => n.Name == name)?.Id ?? throw new EngineRefusedException($"no network {name}");

    private void Start(string id)
    {
        var container = Get(id);
        if (container.State == ContainerState.Running)
            return;
        var spec = _specs[id];
        foreach (var endpoint in container.Networks)
            Require(Now.Networks.Any(n => n.Id == endpoint.NetworkId), $"network {endpoint.NetworkName} of {container.Name} is gone");
        var proper = IsRollingBack ? container.FinalName : container.Name;
        Require(spec.IsOneOff || ContainerName.Of(spec.Project, spec.Service, spec.Number ?? 0) == proper,
            $"start under the temporary name {container.Name}");
        // The order of the current file counts: a leftover may come from a file with another order.
        if (Desired?.Find(container.Service)?.Service.Deploy?.UpdateConfig?.Order != UpdateOrder.StartFirst)
            Require(!Now.Containers.Any(c => c.IsActive && c.IsReplaced && c.FinalName == container.Name),
                $"{container.Name} starts beside the one that it replaces");
        foreach (var port in Ports(spec.Service))
            Require(!Now.Containers.Any(c => c.HostPorts.Contains(port)), $"port {port} is held when {container.Name} starts");
        foreach (var (name, dependency) in Desired?.Find(container.Service)?.DependsOn ?? NamedMap<Dependency>.Empty)
            if (!IsRollingBack && !ToleratesFailures)
                CheckDependency(container, name, dependency);
        Change(id, c => c with
        {
            State = ContainerState.Running,
            Health = spec.Service.HealthCheck is null ? HealthState.None : HealthState.Healthy,
            HostPorts = [.. Ports(spec.Service)],
        });
    }

    private void CheckDependency(ObservedContainer container, string name, Dependency dependency)
    {
        foreach (var other in Now.Containers.Where(c => c.Service == name && c.Labels.Contains(LabelNames.Number) && !c.Name.Contains('_')))
        {
            var met = dependency.Condition switch
            {
                DependencyCondition.Healthy => other.Health == HealthState.Healthy,
                DependencyCondition.CompletedSuccessfully => other.State == ContainerState.Exited,
                _ =>
                    other.State is ContainerState.Running or ContainerState.Exited
                    && (other.State == ContainerState.Running || IsOneShot(name)),
            };
            // A smaller scale may not have removed this replica yet.
            Require(met || Leaving.Contains(other.Id), $"{container.Name} starts before {other.Name} is as it needs it");
        }
    }

    /// <summary>The current project: a container may come from an earlier version of it.</summary>
    public DesiredState? Desired { get; set; }

    /// <summary>Set by the execution: a rollback starts containers regardless of their dependencies.</summary>
    public bool IsRollingBack { get; set; }

    /// <summary>Set by the execution: failures are tolerated.</summary>
    public bool ToleratesFailures { get; set; }

    /// <summary>Set by the execution: containers that the plan removes.</summary>
    public ImmutableHashSet<string> Leaving { get; set; } = [];

    private static IEnumerable<int> Ports(Service service) =>
        service.Ports.Select(port => int.TryParse(port.Published, out var number) ? number : 0).Where(port => port != 0);

    private void Remove(string id) => Now = Now with { Containers = Now.Containers.RemoveAll(c => c.Id == id) };

    private void Rename(string id, string name)
    {
        Require(!Now.Containers.Any(c => c.Name == name && c.Id != id), $"name {name} is taken");
        Change(id, c => c with { Name = name });
    }

    private void Await(Operation.AwaitCondition wait, string id)
    {
        var container = Get(id);
        if (wait.Condition == AwaitedCondition.CompletedSuccessfully)
        {
            Require(IsOneShot(container.Service), $"{container.Name} never ends");
            Require(container.State is ContainerState.Running or ContainerState.Exited, $"{container.Name} was never started");
            Change(id, c => c with { State = ContainerState.Exited });
        }
        else
        {
            var isDone = wait.Condition != AwaitedCondition.Healthy && container.State == ContainerState.Exited
                && IsOneShot(container.Service);
            Require(isDone || container.State == ContainerState.Running, $"{container.Name} does not run");
            Require(wait.Condition != AwaitedCondition.Healthy || container.Health == HealthState.Healthy,
                $"{container.Name} is not healthy");
        }
    }
}
