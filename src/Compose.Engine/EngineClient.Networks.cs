using Compose.Engine.Errors;
using Compose.Engine.Transport;
using Docker.DotNet.Models;

namespace Compose.Engine;

public sealed partial class EngineClient
{
    /// <summary>A list leaves the containers of a network empty.</summary>
    public Task<IList<NetworkResponse>> ListNetworksAsync(Filters? filters = null, CancellationToken cancellationToken = default) =>
        CallAsync(docker => docker.Networks.ListNetworksAsync(new() { Filters = filters?.Terms }, cancellationToken), cancellationToken);

    public Task<NetworkResponse> InspectNetworkAsync(string id, CancellationToken cancellationToken = default) =>
        CallAsync(docker => docker.Networks.InspectNetworkAsync(PathName.Of(id), cancellationToken), cancellationToken);

    /// <summary>Fails with <see cref="EngineErrorKind.Conflict"/> when the name is taken.</summary>
    public Task<NetworksCreateResponse> CreateNetworkAsync(
        NetworksCreateParameters network, CancellationToken cancellationToken = default) =>
        CallAsync(docker => docker.Networks.CreateNetworkAsync(network, cancellationToken), cancellationToken);

    /// <summary>Fails with <see cref="EngineErrorKind.Denied"/> while containers use it.</summary>
    public Task RemoveNetworkAsync(string id, CancellationToken cancellationToken = default) =>
        CallAsync(docker => docker.Networks.DeleteNetworkAsync(PathName.Of(id), cancellationToken), cancellationToken);

    public Task ConnectNetworkAsync(
        string id, string container, EndpointSettings? endpoint = null, CancellationToken cancellationToken = default) =>
        CallAsync(
            docker => docker.Networks.ConnectNetworkAsync(
                PathName.Of(id), new() { Container = container, EndpointConfig = endpoint }, cancellationToken),
            cancellationToken);

    public Task DisconnectNetworkAsync(string id, string container, bool force = false, CancellationToken cancellationToken = default) =>
        CallAsync(
            docker => docker.Networks.DisconnectNetworkAsync(
                PathName.Of(id), new() { Container = container, Force = force }, cancellationToken),
            cancellationToken);
}
