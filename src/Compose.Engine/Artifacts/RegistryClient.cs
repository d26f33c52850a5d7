using System.Net;
using Compose.Host;

namespace Compose.Engine.Artifacts;

/// <summary>
/// The HTTP interface of registries, for one repository. Redirects are followed a few times, without the credential. A registry of this
/// machine may be plain HTTP, as for pulls; all others only where they were named as insecure.
/// </summary>
public sealed class RegistryClient : IDisposable
{
    private const int MostRedirects = 5;
    private const int LongestErrorText = 16 * 1024;

    private readonly HttpMessageInvoker _http;
    private readonly RegistryAccess _access;
    private readonly bool _mayBePlain;
    private Uri _registry;

    public RegistryClient(ArtifactName name, string actions, ProcessEnvironment environment, IReadOnlyCollection<string> insecure)
    {
        Name = name;
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            MaxResponseHeadersLength = 32,
            ActivityHeadersPropagator = null,
            ResponseDrainTimeout = TimeSpan.Zero,
        });
        _access = new RegistryAccess(name, actions, environment, _http);
        var isPlain = insecure.Contains(name.Registry);
        _registry = new Uri($"{(isPlain ? "http" : "https")}://{name.Host}");
        _mayBePlain = isPlain || _registry.IsLoopback;
    }

    public ArtifactName Name { get; }

    /// <summary>A request for something of the repository. The answer says yes; everything else is a <see
    /// cref="RegistryFailure"/>.</summary>
    internal async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, Func<HttpContent?> body, string? accept, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(method, path, body, accept, cancellationToken).ConfigureAwait(false);
        if ((int)answer.StatusCode < 300)
            return answer;
        using (answer)
            throw await RefusedAsync(answer, method, path, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The answer whatever its status.</summary>
    internal async Task<HttpResponseMessage> AskAsync(
        HttpMethod method, string path, Func<HttpContent?> body, string? accept, CancellationToken cancellationToken)
    {
        var answer = await FirstAsync(method, path, body, accept, cancellationToken).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
        {
            var challenge = answer.Headers.NonValidated.TryGetValues("WWW-Authenticate", out var values) ? values.FirstOrDefault() : null;
            if (await _access.AnswerAsync(_registry, challenge, cancellationToken).ConfigureAwait(false))
            {
                answer.Dispose();
                answer = await OnceAsync(Address(path), method, body(), accept, withCredential: true,
                    cancellationToken).ConfigureAwait(false);
            }
        }

        return method == HttpMethod.Get ? await FollowAsync(answer, accept, cancellationToken).ConfigureAwait(false) : answer;
    }

    /// <summary>An upload continues at the address that the registry names; it has to be on the registry itself.</summary>
    internal Uri Continuation(HttpResponseMessage answer)
    {
        var location = answer.Headers.Location ?? throw new RegistryFailure($"{Name.Registry} names no address for the upload");
        var address = location.IsAbsoluteUri ? location : new Uri(_registry, location);
        return address.Scheme == _registry.Scheme && string.Equals(address.Authority, _registry.Authority,
            StringComparison.OrdinalIgnoreCase)
            ? address : throw new RegistryFailure($"{Name.Registry} wants the upload to be sent to {address.Authority}");
    }

    public void Dispose() => _http.Dispose();

    private Uri Address(string path) =>
        Uri.TryCreate(path, UriKind.Absolute, out var whole) && path.Contains("://", StringComparison.Ordinal) ? whole
            : new Uri(_registry, $"/v2/{Name.Repository}/{path}");

    private async Task<HttpResponseMessage> FirstAsync(
        HttpMethod method, string path, Func<HttpContent?> body, string? accept, CancellationToken cancellationToken)
    {
        try
        {
            return await OnceAsync(Address(path), method, body(), accept, withCredential: true, cancellationToken).ConfigureAwait(false);
        }
        catch (RegistryFailure failure) when (_mayBePlain && _registry.Scheme == Uri.UriSchemeHttps && IsNoTls(failure))
        {
            // A registry of this machine without TLS, which pulls take too.
            _registry = new UriBuilder(_registry) { Scheme = Uri.UriSchemeHttp, Port = _registry.IsDefaultPort ? 80 : _registry.Port }.Uri;
            return await OnceAsync(Address(path), method, body(), accept, withCredential: true, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsNoTls(RegistryFailure failure) =>
        failure.InnerException is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError };

    private async Task<HttpResponseMessage> FollowAsync(HttpResponseMessage answer, string? accept, CancellationToken cancellationToken)
    {
        for (var count = 0; IsRedirect(answer.StatusCode); count++)
        {
            var target = count == MostRedirects ? null : Target(answer);
            answer.Dispose();
            if (target is null)
                throw new RegistryFailure($"{Name.Registry} redirects without an end");
            answer = await OnceAsync(target, HttpMethod.Get, null, accept, withCredential: false, cancellationToken).ConfigureAwait(false);
        }

        return answer;
    }

    private static bool IsRedirect(HttpStatusCode status) => status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found
        or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    /// <summary>Null when the answer names no address.</summary>
    private Uri? Target(HttpResponseMessage answer)
    {
        if (answer.Headers.Location is not { } location)
            return null;
        var target = new Uri(answer.RequestMessage!.RequestUri!, location);
        return target.Scheme == Uri.UriSchemeHttps || (target.Scheme == Uri.UriSchemeHttp && _registry.Scheme == Uri.UriSchemeHttp) ? target
            : throw new RegistryFailure($"{Name.Registry} redirects to {target.Scheme}://{target.Authority}, which is not encrypted");
    }

    private async Task<HttpResponseMessage> OnceAsync(
        Uri address, HttpMethod method, HttpContent? body, string? accept, bool withCredential, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body };
        request.Headers.TryAddWithoutValidation("User-Agent", "ncompose");
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        if (withCredential)
            request.Headers.Authorization = _access.Header;
        return await Exchange.SendAsync(_http, request, cancellationToken).ConfigureAwait(false);
    }

    private async Task<RegistryFailure> RefusedAsync(HttpResponseMessage answer, HttpMethod method, string path,
        CancellationToken cancellationToken)
    {
        var status = (int)answer.StatusCode;
        if (status == 404 && method == HttpMethod.Get)
            return new RegistryFailure($"{Name}: not found", status);
        if (status is 401 or 403)
            return new RegistryFailure($"{Name}: access denied; log in with `ncompose login {Name.Registry}`", status);
        var message = "";
        try
        {
            var body = await BoundedBody.ReadAsync(answer.Content, LongestErrorText, "an error", cancellationToken).ConfigureAwait(false);
            message = RegistryErrorText.Of(body);
        }
        catch (RegistryFailure)
        {
            // The status says enough.
        }

        var what = path.Contains("://", StringComparison.Ordinal) ? "the upload" : path;
        return new RegistryFailure($"{Name.Registry}: {method} {what}: status {status}{(message.Length > 0 ? ": " + message : "")}",
            status);
    }
}
