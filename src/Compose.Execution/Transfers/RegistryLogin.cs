using Compose.Engine;
using Compose.Engine.Gaps;
using Compose.Engine.Registry;
using Compose.Host;

namespace Compose.Execution.Transfers;

/// <summary>Logs in to registries and out of them, with the credential store of docker.</summary>
public sealed class RegistryLogin(EngineClient engine, ProcessEnvironment environment)
{
    private readonly CredentialStore _store = new(environment);

    /// <summary>The server of the command line; Docker Hub when none is named, under whatever name.</summary>
    public static string ServerOf(string? named) =>
        named is { Length: > 0 }
            && RegistryName.HostOf(named) is var host and not ("docker.io" or "index.docker.io" or "registry-1.docker.io")
            ? host
            : RegistryName.DockerHub;

    public static string DisplayName(string server) => server == RegistryName.DockerHub ? server : RegistryName.HostOf(server);

    /// <summary>The user that is logged in; null when there is none.</summary>
    public async Task<string?> UserAsync(string server, CancellationToken cancellationToken) =>
        (await _store.FindAsync(server, cancellationToken))?.Username;

    /// <summary>Tries the stored credentials.</summary>
    public async Task TryStoredAsync(string server, CancellationToken cancellationToken)
    {
        if (await _store.FindAsync(server, cancellationToken) is { } known)
            await engine.AuthenticateAsync(known, cancellationToken);
    }

    /// <summary>
    /// Tries the login and stores it if <paramref name="isKept"/>. A wrong password must not replace a right one, so the registry comes
    /// first. Returns the file that holds it unencrypted, or null.
    /// </summary>
    public async Task<string?> LogInAsync(string server, string user, string secret, bool isKept, CancellationToken cancellationToken)
    {
        var credential = new RegistryCredential { ServerAddress = server, Username = user, Password = secret };
        var answer = await engine.AuthenticateAsync(credential, cancellationToken);
        if (answer.IdentityToken is { Length: > 0 } token)
            credential = credential with { IdentityToken = token, Password = null };
        if (isKept)
            await _store.StoreAsync(credential, cancellationToken);
        return _store.PlainFile(server);
    }

    /// <summary>False when there was no login for the server.</summary>
    public Task<bool> LogOutAsync(string server, CancellationToken cancellationToken) => _store.EraseAsync(server, cancellationToken);
}
