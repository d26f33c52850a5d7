using Compose.Engine.Registry;
using Compose.Engine.Transport;
using Docker.DotNet.Models;

namespace Compose.Engine.Gaps;

/// <summary>Upstream asks a registry without a credential, and drops the token that answers a login.</summary>
public static class RegistryCalls
{
    /// <summary>What the registry has under a name, asked through the engine.</summary>
    public static Task<DistributionInspectResponse> InspectDistributionAsync(
        this EngineClient engine, string image, RegistryCredential? credential = null, CancellationToken cancellationToken = default) =>
        engine.ReadAsync(
            new HttpRequest("GET", Target.Of("/distribution", image, "/json", keepSlashes: true).ToString())
            {
                RegistryAuth = credential is null ? null : RegistryHeader.Of(credential),
            },
            GapJson.Default.DistributionInspectResponse,
            cancellationToken);

    /// <summary>Asks the engine whether a credential opens its registry.</summary>
    public static Task<AuthResponse> AuthenticateAsync(
        this EngineClient engine, RegistryCredential credential, CancellationToken cancellationToken = default) =>
        engine.ReadAsync(
            HttpRequest.WithJson("POST", new Target("/auth"), credential, GapJson.Default.RegistryCredential),
            GapJson.Default.AuthResponse,
            cancellationToken);
}
