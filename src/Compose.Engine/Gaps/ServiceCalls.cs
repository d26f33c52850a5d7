using System.Globalization;
using Compose.Engine.Errors;
using Compose.Engine.Registry;
using Compose.Engine.Transport;
using Docker.DotNet.Models;

namespace Compose.Engine.Gaps;

/// <summary>Upstream encodes the credential in another Base64 than the engine decodes, and takes the version as a signed number.</summary>
public static class ServiceCalls
{
    /// <summary>Fails with <see cref="EngineErrorKind.Conflict"/> when the name is taken.</summary>
    public static Task<ServiceCreateResponse> CreateServiceAsync(
        this EngineClient engine, ServiceSpec service, RegistryCredential? credential = null,
        CancellationToken cancellationToken = default) =>
        engine.ReadAsync(
            Sending(new Target("/services/create"), service, credential), GapJson.Default.ServiceCreateResponse, cancellationToken);

    /// <summary>
    /// Fails when the service is no longer of this version. Without a <paramref name="credential"/> the swarm keeps the one that it has.
    /// </summary>
    public static Task<ServiceUpdateResponse> UpdateServiceAsync(
        this EngineClient engine, string id, ulong version, ServiceSpec service, RegistryCredential? credential = null,
        CancellationToken cancellationToken = default)
    {
        var target = Updating(id, version).Add("registryAuthFrom", credential is null ? "spec" : null);
        return engine.ReadAsync(Sending(target, service, credential), GapJson.Default.ServiceUpdateResponse, cancellationToken);
    }

    /// <summary>
    /// Updates to the specification before the last update. The engine wants the current one with it.
    /// Fails with <see cref="EngineErrorKind.Invalid"/> when there is none before it.
    /// </summary>
    public static Task<ServiceUpdateResponse> RollBackServiceAsync(
        this EngineClient engine, string id, ulong version, ServiceSpec service, CancellationToken cancellationToken = default)
    {
        var target = Updating(id, version).Add("registryAuthFrom", "previous-spec").Add("rollback", "previous");
        return engine.ReadAsync(Sending(target, service, null), GapJson.Default.ServiceUpdateResponse, cancellationToken);
    }

    private static Target Updating(string id, ulong version) =>
        Target.Of("/services", id, "/update").Add("version", version.ToString(CultureInfo.InvariantCulture));

    private static HttpRequest Sending(Target target, ServiceSpec service, RegistryCredential? credential) =>
        HttpRequest.WithJson("POST", target, service, GapJson.Default.ServiceSpec) with
        {
            RegistryAuth = credential is null ? null : RegistryHeader.Of(credential),
        };
}
