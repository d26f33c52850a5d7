using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Transport;
using Compose.Execution.Observing;
using Compose.Execution.Requests;
using Compose.Execution.Scheduling;
using Compose.Planning.Naming;
using Compose.Planning.Operations;
using Docker.DotNet.Models;
using NetworkSpec = Compose.Planning.Desired.NetworkSpec;

namespace Compose.Execution.Operations;

internal sealed class NetworkCalls(EngineClient engine)
{
    private const int MostUsers = 3;

    public async Task<OperationResult> CreateAsync(Operation.CreateNetwork operation)
    {
        try
        {
            await engine.CreateNetworkAsync(NetworkRequest.Create(operation.Network));
            return OperationResult.Done;
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.Conflict)
        {
            // It was made meanwhile, perhaps by ourselves in a run that was cut: ours is adopted, that of another project is not.
            return await AdoptAsync(operation.Network, error);
        }
    }

    public async Task<OperationResult> RemoveAsync(Operation.RemoveNetwork operation)
    {
        try
        {
            await engine.RemoveNetworkAsync(operation.Network.IdOrName);
            return OperationResult.Done;
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound)
        {
            // Gone already, which is what was wanted.
            return OperationResult.Done;
        }
        catch (EngineError error) when (operation.BestEffort && IsInUse(error))
        {
            // Containers that are not ours keep it.
            return OperationResult.Warned($"Resource is still in use{await UsersAsync(operation.Network)}");
        }
        catch (EngineError error) when (IsInUse(error))
        {
            return OperationResult.Failed($"{error.Sentence}: the network is in use{await UsersAsync(operation.Network)}");
        }
    }

    public async Task<OperationResult> ConnectAsync(Operation.ConnectNetwork operation, StepRun run)
    {
        var settings = EndpointRequests.Settings(operation.Endpoint, await engine.VersionAsync());
        try
        {
            await engine.ConnectNetworkAsync(operation.Endpoint.Network.IdOrName, run.IdOf(operation.Target.Container), settings);
        }
        catch (EngineError error) when (error.Message.Contains("already exists in network", StringComparison.Ordinal))
        {
            // Connected already.
        }

        return OperationResult.Done;
    }

    public async Task<OperationResult> DisconnectAsync(Operation.DisconnectNetwork operation, StepRun run)
    {
        try
        {
            await engine.DisconnectNetworkAsync(operation.Network.IdOrName, run.IdOf(operation.Target.Container), force: true);
        }
        catch (EngineError error)
            when (error.Kind == EngineErrorKind.NotFound || error.Message.Contains("is not connected", StringComparison.Ordinal))
        {
            // Network, container or connection are gone: nothing is left to undo.
        }

        return OperationResult.Done;
    }

    /// <summary>Since 26.0 the engine says 403 for a network in use, before 400 or 500 with these words.</summary>
    private static bool IsInUse(EngineError error) =>
        error.Kind is EngineErrorKind.Denied or EngineErrorKind.Conflict
            || error.Message.Contains("active endpoints", StringComparison.Ordinal);

    private async Task<OperationResult> AdoptAsync(NetworkSpec network, EngineError conflict)
    {
        var found = await engine.InspectNetworkAsync(network.Name);
        if (network.Hash.Matches(found.Labels.GetValueOrDefault(LabelNames.ConfigHash))
            && Project(found) == network.Labels[LabelNames.Project])
            return OperationResult.Done;
        return OperationResult.Failed(conflict.Sentence, $"the network {network.Name} that is there was made {Origin(found)}");
    }

    /// <summary>" by container x (service "web" of project "shop")", or what it means that the engine names none.</summary>
    private async Task<string> UsersAsync(NetworkRef network)
    {
        try
        {
            var attached = await engine.ListContainersAsync(new Filters().Add("network", network.IdOrName), all: false);
            var members = (await engine.InspectNetworkAsync(network.IdOrName)).Containers.OrEmpty();
            var others = members.Where(member => attached.All(container => container.ID != member.Key));
            var users = attached.Select(Described).Concat(others.Select(member => $"\"{member.Value.Name}\"")).ToList();
            if (users.Count == 0)
                return ": the engine lists no container on it and keeps a stale endpoint, which only a restart of the engine removes";
            var more = users.Count > MostUsers ? $" and {users.Count - MostUsers} more" : "";
            return $" by {string.Join(", ", users.Order(StringComparer.Ordinal).Take(MostUsers))}{more}";
        }
        catch (EngineError)
        {
            // The network went away meanwhile, or the engine does not answer: what it said first stands alone.
            return "";
        }
    }

    private static string Described(ContainerListResponse container)
    {
        var name = $"container {ContainerReading.Name(container)}";
        return container.Labels.GetValueOrDefault(LabelNames.Project) is { } project
            && container.Labels.GetValueOrDefault(LabelNames.Service) is { } service
            ? $"{name} (service \"{service}\" of project \"{project}\")"
            : name;
    }

    private static string? Project(NetworkResponse network) => network.Labels.GetValueOrDefault(LabelNames.Project);

    private static string Origin(NetworkResponse network) =>
        Project(network) is { } project ? $"for project \"{project}\"" : "by something else";
}
