using System.Text.Json;
using Compose.Engine.Errors;
using Compose.Engine.Registry;
using Compose.Host;

namespace Compose.Engine.Addressing;

/// <summary>The docker command line's contexts: a folder each, named by the digest of the context's name.</summary>
public static class DockerContexts
{
    /// <summary>The contexts on disk by name, with the hosts of their engines; one that cannot be read has none.</summary>
    public static IReadOnlyDictionary<string, string?> List(ProcessEnvironment environment)
    {
        var found = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        var folder = DockerConfig.Directory(environment) is { } configuration ? Path.Combine(configuration, "contexts", "meta") : "";
        if (!Directory.Exists(folder))
            return found;
        foreach (var context in Directory.EnumerateDirectories(folder))
        {
            try
            {
                using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(context, "meta.json")));
                if (document.RootElement.TryGetProperty("Name", out var name) && name.GetString() is { Length: > 0 } text)
                    found[text] = HostIn(document.RootElement);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
            {
                // A list shows the others; the context itself fails when it is used.
                found[Path.GetFileName(context)] = null;
            }
        }

        return found;
    }

    /// <summary>The context that is used, or null when the environment or the default says where the engine is.</summary>
    public static string? Current(ProcessEnvironment environment) =>
        !string.IsNullOrWhiteSpace(environment[EnvironmentNames.Host]) ? null
        : environment[EnvironmentNames.Context] is { Length: > 0 } named ? named
        : DockerConfig.CurrentContext(environment);

    private static string? HostIn(JsonElement context) =>
        context.TryGetProperty("Endpoints", out var endpoints) && endpoints.TryGetProperty("docker", out var docker)
            && docker.TryGetProperty("Host", out var host) ? host.GetString() : null;

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
