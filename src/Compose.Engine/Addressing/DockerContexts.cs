using System.Text.Json;
using Compose.Engine.Errors;
using Compose.Host;

namespace Compose.Engine.Addressing;

/// <summary>The docker command line's contexts: a folder each, named by the digest of the context's name.</summary>
internal static class DockerContexts
{
    internal static EngineAddress Read(string configuration, string name, string origin)
    {
        var digest = ContentDigest.Hex(name);
        var file = Path.Combine(configuration, "contexts", "meta", digest, "meta.json");
        byte[] text;
        try
        {
            text = File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw EngineError.Of(EngineErrorKind.Address, $"context \"{name}\" of {origin} does not exist: no {file}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw EngineError.Of(EngineErrorKind.Address, $"context \"{name}\" of {origin} cannot be read: {e.Message}", e);
        }

        var (host, skipVerify) = Endpoint(text, name, file);
        var tls = TlsIn(Path.Combine(configuration, "contexts", "tls", digest, "docker"), !skipVerify);
        var hasTls = skipVerify || tls is { AuthorityFile: not null } or { CertificateFile: not null };
        return EngineAddress.Parse(host, $"context \"{name}\"", hasTls ? tls : null);
    }

    internal static TlsMaterial TlsIn(string folder, bool verify)
    {
        return new TlsMaterial(Existing("ca.pem"), Existing("cert.pem"), Existing("key.pem"), verify);

        string? Existing(string file)
        {
            var path = Path.Combine(folder, file);
            return File.Exists(path) ? path : null;
        }
    }

    private static (string Host, bool SkipVerify) Endpoint(byte[] text, string name, string file)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var endpoint = document.RootElement.GetProperty("Endpoints").GetProperty("docker");
            var host = endpoint.GetProperty("Host").GetString();
            var skip = endpoint.TryGetProperty("SkipTLSVerify", out var value) && value.ValueKind == JsonValueKind.True;
            return string.IsNullOrEmpty(host) ? throw Unusable(null) : (host, skip);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw Unusable(e);
        }

        EngineError Unusable(Exception? cause) => EngineError.Of(
            EngineErrorKind.Address,
            $"context \"{name}\" names no container engine: {file} has no docker endpoint with a host",
            cause);
    }
}
