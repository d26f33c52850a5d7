using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Compose.Ui.Serving;

/// <summary>
/// Who may ask. A name other than this machine's own in Host is a site that resolved its name to this machine; an Origin of another site
/// is that site's script.
/// </summary>
internal sealed class RequestGuard(SessionTokens tokens)
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static string CookieName(HttpRequest request) => $"ncompose-ui-{request.HttpContext.Connection.LocalPort}";

    /// <summary>Zero, or the status that refuses the request.</summary>
    public int Refusal(HttpRequest request)
    {
        var port = request.HttpContext.Connection.LocalPort;
        if (request.Host.Value != $"127.0.0.1:{port}" && request.Host.Value != $"localhost:{port}")
            return StatusCodes.Status421MisdirectedRequest;
        var origin = (string?)request.Headers.Origin;
        if (origin is not null && origin != $"http://{request.Host.Value}")
            return StatusCodes.Status403Forbidden;
        // Browsers send Origin with every POST; only another program leaves it out.
        if (origin is null && HttpMethods.IsPost(request.Method) && request.Headers.ContainsKey("Sec-Fetch-Site"))
            return StatusCodes.Status403Forbidden;
        if ((string?)request.Headers["Sec-Fetch-Site"] is "cross-site" or "same-site" && request.Path != "/")
            return StatusCodes.Status403Forbidden;
        var needsSession = request.Path.StartsWithSegments("/api") && request.Path != "/api/session";
        return needsSession && !tokens.Opens(request.Cookies[CookieName(request)]) ? StatusCodes.Status401Unauthorized : 0;
    }

    /// <summary>
    /// Without Cross-Origin-Opener-Policy: it makes the browser begin a second process for the page, which is ready half as fast. A site that
    /// opens this page can close it again and reads nothing of it.
    /// </summary>
    public static void AddHeaders(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers[HeaderNames.CacheControl] = "no-store";
    }
}
