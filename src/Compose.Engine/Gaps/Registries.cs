using Compose.Engine.Gaps;
using Compose.Engine.Registry;
using Compose.Engine.Transport;
using Docker.DotNet.Models;

namespace Compose.Engine;

/// <summary>Upstream asks a registry without a credential, and drops the token that answers a login.</summary>
public sealed partial class EngineClient
{
    /// <summary>What the registry has under a name, asked through the engine.</summary>
    public Task<DistributionInspectResponse> InspectDistributionAsync(
        string image, RegistryCredential? credential = null, CancellationToken cancellationToken = default) =>
        ReadAsync(
            new HttpRequest("GET", Target.Of("/distribution", image, "/json", keepSlashes: true).ToString())
            {
                RegistryAuth = credential?.ToHeader(),
            },
            GapJson.Default.DistributionInspectResponse,
            cancellationToken);

    /// <summary>Asks the engine whether a credential opens its registry.</summary>
    public Task<AuthResponse> AuthenticateAsync(RegistryCredential credential, CancellationToken cancellationToken = default) => ReadAsync(
        WithJson("POST", new Target("/auth"), credential, GapJson.Default.RegistryCredential),
        GapJson.Default.AuthResponse,
        cancellationToken);
}
