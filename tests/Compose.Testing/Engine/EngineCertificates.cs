using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Compose.Testing.Engine;

/// <summary>An authority made for a test, what an engine at "localhost" shows, and what its client needs (DOCKER_CERT_PATH).</summary>
public sealed class EngineCertificates : IDisposable
{
    private const string ForServers = "1.3.6.1.5.5.7.3.1";
    private const string ForClients = "1.3.6.1.5.5.7.3.2";
    private readonly X509Certificate2 _authority = Authority("the test's authority");

    /// <summary>The authority's certificate, as a client's ca.pem.</summary>
    public string AuthorityPem => _authority.ExportCertificatePem();

    public SslServerAuthenticationOptions Server()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(_authority);
        return new SslServerAuthenticationOptions
        {
            ServerCertificate = Issue("localhost", ForServers),
            ClientCertificateRequired = true,
            CertificateChainPolicy = policy,
        };
    }

    public void WriteClientFiles(string folder)
    {
        Directory.CreateDirectory(folder);
        using var mine = Issue("me", ForClients);
        File.WriteAllText(Path.Combine(folder, "ca.pem"), AuthorityPem);
        File.WriteAllText(Path.Combine(folder, "cert.pem"), mine.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "key.pem"), mine.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }

    public void Dispose() => _authority.Dispose();

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(130));
    }

    private X509Certificate2 Issue(string name, string use)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], false));
        using var issued = request.Create(
            _authority, DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(130), [1, 2, 3, 4]);
        return issued.CopyWithPrivateKey(key);
    }
}
