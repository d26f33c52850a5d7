using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Compose.Engine.Registry;
using Compose.Host;

namespace Compose.Engine.Artifacts;

/// <summary>Answers the challenges of one registry for one repository, with the credential that the docker configuration has for
/// it.</summary>
internal sealed class RegistryAccess(ArtifactName name, string actions, ProcessEnvironment environment, HttpMessageInvoker http)
{
    private const int LongestToken = 64 * 1024;

    private AuthenticationHeaderValue? _header;

    /// <summary>What the next request carries; nothing until the registry has asked.</summary>
    internal AuthenticationHeaderValue? Header => _header;

    /// <summary>False when the registry has refused what there is. A token has a short life: after its end the next one is taken.</summary>
    internal async Task<bool> AnswerAsync(Uri registry, string? header, CancellationToken cancellationToken)
    {
        if (header is null || Challenge.Parse(header) is not { } challenge || (_header is not null && !challenge.IsBearer))
            return false;
        var credential = await DockerConfig.Load(environment).CredentialAsync(name.CredentialKey, cancellationToken).ConfigureAwait(false);
        _header = challenge.IsBearer
            ? new AuthenticationHeaderValue("Bearer", await TokenAsync(registry, challenge, credential,
                cancellationToken).ConfigureAwait(false))
            : credential is { Username.Length: > 0 } ? Basic(credential) : null;
        return _header is not null;
    }

    private async Task<string> TokenAsync(Uri registry, Challenge challenge, RegistryCredential? credential,
        CancellationToken cancellationToken)
    {
        if (credential is { RegistryToken: { Length: > 0 } given })
            return given;
        var realm = challenge.Parameters.GetValueOrDefault("realm") ?? "";
        if (!Uri.TryCreate(realm, UriKind.Absolute, out var address))
            throw new RegistryFailure($"{name.Registry} names no address for a token");
        if (TokenRealm.Refusal(registry, address) is { } refusal)
            throw new RegistryFailure($"{name.Registry} wants its credential to be sent to {address.Host}: {refusal}");
        using var request = TokenRequest(address, challenge, credential);
        using var answer = await Exchange.SendAsync(http, request, cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode)
            throw new RegistryFailure(
                $"{address.Host} gives no token for {name.Registry}/{name.Repository}: status {(int)answer.StatusCode}",
                (int)answer.StatusCode);
        var body = await BoundedBody.ReadAsync(answer.Content, LongestToken, "a token", cancellationToken).ConfigureAwait(false);
        return TokenIn(body) ?? throw new RegistryFailure($"{address.Host} answers without a token");
    }

    private HttpRequestMessage TokenRequest(Uri realm, Challenge challenge, RegistryCredential? credential)
    {
        var service = challenge.Parameters.GetValueOrDefault("service") ?? "";
        var scope = $"repository:{name.Repository}:{actions}";
        if (credential is { IdentityToken: { Length: > 0 } identity })
            return new HttpRequestMessage(HttpMethod.Post, realm)
            {
                Content = new FormUrlEncodedContent(
                [
                    new("grant_type", "refresh_token"), new("service", service), new("scope", scope), new("client_id", "ncompose"),
                    new("refresh_token", identity),
                ]),
            };
        var separator = realm.Query.Length > 0 ? "&" : "?";
        var query = $"{separator}service={Uri.EscapeDataString(service)}&scope={Uri.EscapeDataString(scope)}";
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(realm.GetLeftPart(UriPartial.Query) + query));
        if (credential is { Username.Length: > 0 })
            request.Headers.Authorization = Basic(credential);
        return request;
    }

    private static string? TokenIn(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind != JsonValueKind.Object ? null : Text("token") ?? Text("access_token");

            string? Text(string member) =>
                json.RootElement.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
                    && value.GetString() is { Length: > 0 } text && text.All(c => c is > ' ' and < '\x7f') ? text : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // It is not JSON, or a text is not Unicode. The caller says what is missing. The text may hold a secret.
            return null;
        }
    }

    private static AuthenticationHeaderValue Basic(RegistryCredential credential) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.Username}:{credential.Password}")));
}
