using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Compose.Testing.Engine;

namespace Compose.EndToEnd.Tests.Images;

/// <summary>A real registry in a container of the engine under test, on a port of its own; the fixture's sweep removes it.</summary>
internal sealed class LocalRegistry : IAsyncDisposable
{
    public const string User = "robot";
    public const string Password = "s3cret";

    // `robot` with that password, as htpasswd writes it.
    private const string PasswordFile = User + ":$2b$06$IwQrJd8KV5UaIORDgV4NPuGfNC0JBNeU/aod.rjz9ahKZCVA/L46G\n";

    private const string CertificateFile = "tls.crt";
    private const string KeyFile = "tls.key";

    private readonly EngineSocket _engine;
    private readonly string _id;
    private readonly string? _folder;

    private LocalRegistry(EngineSocket engine, string id, int port, string? folder) =>
        (_engine, _id, Port, _folder) = (engine, id, port, folder);

    public int Port { get; }

    /// <summary>Its certificate, where it has TLS.</summary>
    public string Certificate => Path.Combine(_folder!, CertificateFile);

    public string Address => $"127.0.0.1:{Port}";

    public static async Task<LocalRegistry> StartAsync(
        EngineFixture fixture, bool withPassword = false, bool withTls = false, TokenServer? tokens = null)
    {
        var request = new JsonObject
        {
            ["Image"] = "registry:2",
            ["Labels"] = new JsonObject { [EngineFixture.RunLabelName] = fixture.RunId },
            ["HostConfig"] = new JsonObject
            {
                ["PortBindings"] = new JsonObject
                { ["5000/tcp"] = new JsonArray(new JsonObject { ["HostIp"] = "127.0.0.1", ["HostPort"] = "" }) }
            },
        };
        string? folder = null;
        if (withPassword)
        {
            folder = Directory.CreateTempSubdirectory("ncompose-registry-").FullName;
            await File.WriteAllTextAsync(Path.Combine(folder, "htpasswd"), PasswordFile);
            request["HostConfig"]!["Binds"] = new JsonArray($"{folder}:/auth:ro");
            request["Env"] = new JsonArray(
                "REGISTRY_AUTH=htpasswd", "REGISTRY_AUTH_HTPASSWD_REALM=test", "REGISTRY_AUTH_HTPASSWD_PATH=/auth/htpasswd");
        }

        if (withTls)
        {
            folder = Directory.CreateTempSubdirectory("ncompose-registry-").FullName;
            WriteCertificate(folder);
            request["HostConfig"]!["Binds"] = new JsonArray($"{folder}:/tls:ro");
            request["Env"] = new JsonArray(
                $"REGISTRY_HTTP_TLS_CERTIFICATE=/tls/{CertificateFile}", $"REGISTRY_HTTP_TLS_KEY=/tls/{KeyFile}");
        }

        if (tokens is not null)
        {
            request["HostConfig"]!["Binds"] = new JsonArray($"{tokens.Folder}:/tokens:ro");
            request["Env"] = new JsonArray(
                "REGISTRY_AUTH=token", $"REGISTRY_AUTH_TOKEN_REALM={tokens.Realm}", $"REGISTRY_AUTH_TOKEN_SERVICE={TokenServer.Service}",
                $"REGISTRY_AUTH_TOKEN_ISSUER={TokenServer.Issuer}",
                $"REGISTRY_AUTH_TOKEN_ROOTCERTBUNDLE=/tokens/{TokenServer.CertificateFile}");
        }

        var id = (string)(await fixture.Engine.PostAsync("/containers/create", request))!["Id"]!;
        await fixture.Engine.PostAsync($"/containers/{id}/start");
        var state = await fixture.Engine.InspectAsync(id);
        var port = int.Parse((string)state["NetworkSettings"]!["Ports"]!["5000/tcp"]![0]!["HostPort"]!);
        await AnsweringAsync(port);
        return new LocalRegistry(fixture.Engine, id, port, folder);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DeleteAsync($"/containers/{_id}?force=1&v=1");
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private static void WriteCertificate(string folder)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(folder, CertificateFile), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, KeyFile), key.ExportPkcs8PrivateKeyPem());
    }

    private static async Task AnsweringAsync(int port)
    {
        using var http = new HttpClient();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var response = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/v2/"));
                return;
            }
            catch (HttpRequestException) when (attempt < 600)
            {
                // It has just been started; there is no event for "listens".
                await Task.Delay(100);
            }
        }
    }
}
