using Compose.Engine.Errors;
using Compose.Engine.Transport;
using Docker.DotNet.Models;

namespace Compose.Engine;

/// <summary>The swarm, as one of its managers knows it. An id stands for an id or a name everywhere but in tasks.</summary>
public sealed partial class EngineClient
{
    /// <summary>Services as they are stored, without defaults, each with the numbers of its tasks.</summary>
    public Task<IList<SwarmService>> ListServicesAsync(Filters? filters = null, CancellationToken cancellationToken = default) => CallAsync(
        docker => docker.Swarm.ListServicesAsync(new() { Filters = filters?.Terms, Status = true }, cancellationToken),
        cancellationToken);

    public Task<SwarmService> InspectServiceAsync(string id, CancellationToken cancellationToken = default) =>
        CallAsync(docker => docker.Swarm.InspectServiceAsync(PathName.Of(id), cancellationToken), cancellationToken);

    public Task RemoveServiceAsync(string id, CancellationToken cancellationToken = default) =>
        CallAsync(docker => docker.Swarm.RemoveServiceAsync(PathName.Of(id), cancellationToken), cancellationToken);

    public Task<IList<TaskResponse>> ListTasksAsync(Filters? filters = null, CancellationToken cancellationToken = default) =>
        CallAsync(
            docker => docker.Tasks.ListAsync(new TasksListParameters { Filters = filters?.Terms }, cancellationToken),
            cancellationToken);

    public Task<TaskResponse> InspectTaskAsync(string id, CancellationToken cancellationToken = default) =>
        CallAsync(docker => docker.Tasks.InspectAsync(PathName.Of(id), cancellationToken), cancellationToken);

    public Task<IList<NodeListResponse>> ListNodesAsync(CancellationToken cancellationToken = default) =>
        CallAsync(docker => docker.Swarm.ListNodesAsync(cancellationToken), cancellationToken);

    public Task<NodeListResponse> InspectNodeAsync(string id, CancellationToken cancellationToken = default) =>
        CallAsync(docker => docker.Swarm.InspectNodeAsync(PathName.Of(id), cancellationToken), cancellationToken);

    /// <summary>Fails when the node is no longer of this version.</summary>
    public Task UpdateNodeAsync(string id, ulong version, NodeUpdateParameters node, CancellationToken cancellationToken = default) =>
        CallAsync(docker => docker.Swarm.UpdateNodeAsync(PathName.Of(id), version, node, cancellationToken), cancellationToken);

    /// <summary>Its content can be read back, unlike that of a secret.</summary>
    public Task<SwarmConfig> InspectConfigAsync(string id, CancellationToken cancellationToken = default) =>
        CallAsync(docker => docker.Configs.InspectConfigAsync(PathName.Of(id), cancellationToken), cancellationToken);

    /// <summary>Returns its id. Fails with <see cref="EngineErrorKind.Conflict"/> when the name is taken.</summary>
    public async Task<string> CreateConfigAsync(SwarmConfigSpec config, CancellationToken cancellationToken = default) =>
        (await CallAsync(docker => docker.Configs.CreateConfigAsync(new() { Config = config }, cancellationToken), cancellationToken)
            .ConfigureAwait(false)).ID;

    /// <summary>Fails with <see cref="EngineErrorKind.Invalid"/> while services use it.</summary>
    public Task RemoveConfigAsync(string id, CancellationToken cancellationToken = default) =>
        CallAsync(docker => docker.Configs.RemoveConfigAsync(PathName.Of(id), cancellationToken), cancellationToken);

    public Task<Secret> InspectSecretAsync(string id, CancellationToken cancellationToken = default) =>
        CallAsync(docker => docker.Secrets.InspectAsync(PathName.Of(id), cancellationToken), cancellationToken);

    /// <summary>Returns its id. Fails with <see cref="EngineErrorKind.Conflict"/> when the name is taken.</summary>
    public async Task<string> CreateSecretAsync(SwarmSecretSpec secret, CancellationToken cancellationToken = default) =>
        (await CallAsync(docker => docker.Secrets.CreateAsync(secret, cancellationToken), cancellationToken).ConfigureAwait(false)).ID;

    /// <summary>Fails with <see cref="EngineErrorKind.Invalid"/> while services use it.</summary>
    public Task RemoveSecretAsync(string id, CancellationToken cancellationToken = default) =>
        CallAsync(docker => docker.Secrets.DeleteAsync(PathName.Of(id), cancellationToken), cancellationToken);
}
