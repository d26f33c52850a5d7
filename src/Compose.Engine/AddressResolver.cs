using Compose.Engine.Registry;

namespace Compose.Engine;

/// <summary>Finds the engine's address in the environment, the docker contexts on disk, and the usual places.</summary>
internal sealed class AddressResolver(Func<string, string?> environment)
{
    internal EngineAddress Resolve(string? host, string? context)
    {
        if (Given(host) is { } named)
        {
            return EngineAddress.Parse(named, "--host", TlsOfEnvironment());
        }

        if (Given(context) is { } flag)
        {
            return OfContext(flag, "--context");
        }

        if (Given(environment("DOCKER_HOST")) is not null)
        {
            return OfEnvironment();
        }

        if (Given(environment("DOCKER_CONTEXT")) is { } dockerContext)
        {
            return OfContext(dockerContext, "DOCKER_CONTEXT");
        }

        return DockerConfig.CurrentContext(environment) is { } current
            ? OfContext(current, "the docker configuration")
            : OfDefaults();
    }

    private EngineAddress OfContext(string name, string origin)
    {
        if (name == "default")
        {
            // The one context that is not on disk: it is what the environment says.
            return Given(environment("DOCKER_HOST")) is null ? OfDefaults() : OfEnvironment();
        }

        var directory = DockerConfig.Directory(environment)
            ?? throw EngineError.Of(EngineErrorKind.Address, $"context \"{name}\" of {origin} cannot be looked up: there is no home directory");
        return DockerContexts.Read(directory, name, origin);
    }

    private EngineAddress OfEnvironment() =>
        EngineAddress.Parse(environment("DOCKER_HOST")!.Trim(), "DOCKER_HOST", TlsOfEnvironment());

    private TlsMaterial? TlsOfEnvironment()
    {
        var verify = Given(environment("DOCKER_TLS_VERIFY")) is not null;
        if (!verify && Given(environment("DOCKER_TLS")) is null)
        {
            return null;
        }

        var folder = Given(environment("DOCKER_CERT_PATH")) ?? DockerConfig.Directory(environment) ?? "";
        return DockerContexts.TlsIn(folder, verify);
    }

    private EngineAddress OfDefaults()
    {
        if (OperatingSystem.IsWindows())
        {
            return new EngineAddress { Scheme = EngineScheme.NamedPipe, Target = "//./pipe/docker_engine" };
        }

        var candidates = DefaultSockets().ToList();
        var found = candidates.Where(File.Exists).ToList();
        return new EngineAddress
        {
            Scheme = EngineScheme.Unix,
            Target = found.Count > 0 ? found[0] : candidates[0],
            Alternatives = found.Skip(1).ToList(),
            Missing = found.Count > 0 ? [] : candidates,
        };
    }

    private IEnumerable<string> DefaultSockets()
    {
        yield return "/var/run/docker.sock";
        var runtime = Given(environment("XDG_RUNTIME_DIR"));
        var home = Given(environment("HOME"));
        if (runtime is not null)
        {
            yield return Path.Combine(runtime, "docker.sock");
        }

        if (home is not null)
        {
            yield return Path.Combine(home, ".docker/run/docker.sock");
            yield return Path.Combine(home, ".docker/desktop/docker.sock");
        }

        if (runtime is not null)
        {
            yield return Path.Combine(runtime, "podman/podman.sock");
        }

        yield return "/run/podman/podman.sock";
    }

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
