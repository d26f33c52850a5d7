using Compose.Engine.Http;
using Compose.Engine.Wire;

namespace Compose.Engine;

public sealed partial class EngineClient
{
    public Task<IReadOnlyList<NetworkInspect>> ListNetworksAsync(Filters? filters = null, CancellationToken cancel = default) =>
        GetAsync(new Target("/networks").Add(filters), static (ref at) => at.List(NetworkInspect.Read), cancel);

    public Task<NetworkInspect> InspectNetworkAsync(string id, CancellationToken cancel = default) =>
        GetAsync(Target.Of("/networks", id), NetworkInspect.Read, cancel);

    /// <summary>Fails with <see cref="EngineErrorKind.Conflict"/> when the name is taken.</summary>
    public Task<IdResponse> CreateNetworkAsync(NetworkCreation network, CancellationToken cancel = default) =>
        PostAsync(new Target("/networks/create"), network, WireJson.Default.NetworkCreation, WireJson.Default.IdResponse, cancel);

    /// <summary>Fails with <see cref="EngineErrorKind.Denied"/> while containers use it.</summary>
    public Task RemoveNetworkAsync(string id, CancellationToken cancel = default) =>
        DoAsync(new HttpRequest("DELETE", Target.Of("/networks", id).ToString()), cancel);

    public Task ConnectNetworkAsync(string id, string container, EndpointSettings? endpoint = null, CancellationToken cancel = default) =>
        DoAsync(
            WithJson(
                "POST",
                Target.Of("/networks", id, "/connect"),
                new NetworkConnection { Container = container, EndpointConfig = endpoint },
                WireJson.Default.NetworkConnection),
            cancel);

    public Task DisconnectNetworkAsync(string id, string container, bool force = false, CancellationToken cancel = default) =>
        DoAsync(
            WithJson(
                "POST",
                Target.Of("/networks", id, "/disconnect"),
                new NetworkDisconnection { Container = container, Force = force },
                WireJson.Default.NetworkDisconnection),
            cancel);
}
