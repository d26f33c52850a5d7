using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Compose.EndToEnd.Tests.Examples;

namespace Compose.EndToEnd.Tests.Images;

/// <summary>Gives those who log in the tokens that a registry asks for, as Docker Hub's server does.</summary>
internal sealed class TokenServer : IAsyncDisposable
{
    public const string Service = "test-registry";
    public const string Issuer = "test-issuer";
    public const string CertificateFile = "tokens.crt";

    private readonly HttpListener _listener = new();
    private readonly RSA _key = RSA.Create(2048);
    private readonly X509Certificate2 _certificate;
    private readonly Task _serving;

    public TokenServer()
    {
        var request = new CertificateRequest("CN=tokens", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        _certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(Folder, CertificateFile), _certificate.ExportCertificatePem());
        Realm = $"http://127.0.0.1:{Example.FreePorts(1)}/token";
        _listener.Prefixes.Add(Realm + "/");
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Has the certificate that a registry trusts.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("ncompose-tokens-").FullName;

    public string Realm { get; }

    /// <summary>The scopes that tokens were given for.</summary>
    public ConcurrentQueue<string> Scopes { get; } = [];

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
        _certificate.Dispose();
        _key.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task ServeAsync()
    {
        try
        {
            while (_listener.IsListening)
                await AnswerAsync(await _listener.GetContextAsync());
        }
        catch (Exception end) when (end is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var response = context.Response;
        var login = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{LocalRegistry.User}:{LocalRegistry.Password}"));
        if (context.Request.Headers["Authorization"] != login)
        {
            response.StatusCode = 401;
            return;
        }

        var scope = context.Request.QueryString["scope"] ?? "";
        Scopes.Enqueue(scope);
        await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(new JsonObject { ["token"] = Token(scope) }.ToJsonString()));
    }

    private string Token(string scope)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var head = new JsonObject
        { ["typ"] = "JWT", ["alg"] = "RS256", ["x5c"] = new JsonArray(Convert.ToBase64String(_certificate.RawData)) };
        var body = new JsonObject
        {
            ["iss"] = Issuer,
            ["sub"] = LocalRegistry.User,
            ["aud"] = Service,
            ["nbf"] = now - 10,
            ["exp"] = now + 60,
            ["iat"] = now,
            ["jti"] = now.ToString(CultureInfo.InvariantCulture),
            ["access"] = Access(scope),
        };
        var signed = $"{Encoded(head)}.{Encoded(body)}";
        return $"{signed}.{Encoded(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    /// <summary><c>repository:NAME:pull,push</c>; nothing for a login.</summary>
    private static JsonArray Access(string scope) => scope.Split(':') is not [var kind, var name, var actions] ? []
        : [new JsonObject
            { ["type"] = kind, ["name"] = name, ["actions"] = new JsonArray([.. actions.Split(',').Select(action => (JsonNode)action)]) }];

    private static string Encoded(JsonObject part) => Encoded(Encoding.UTF8.GetBytes(part.ToJsonString()));

    private static string Encoded(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
