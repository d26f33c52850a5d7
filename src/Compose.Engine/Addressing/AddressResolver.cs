using Compose.Engine.Errors;
using Compose.Engine.Registry;
using Compose.Host;

namespace Compose.Engine.Addressing;

/// <summary>Finds the engine's address in the environment, the docker contexts on disk, and the usual places.</summary>
internal sealed class AddressResolver(ProcessEnvironment environment)
{
    internal EngineAddress Resolve(string? host, string? context)
    {
        if (Given(host) is { } named)
            return EngineAddress.Parse(named, "--host", TlsOfEnvironment());

        if (Given(context) is { } flag)
            return OfContext(flag, "--context");

        if (Given(environment[EnvironmentNames.Host]) is not null)
            return OfEnvironment();

        if (Given(environment[EnvironmentNames.Context]) is { } dockerContext)
            return OfContext(dockerContext, EnvironmentNames.Context.Name);

        return DockerConfig.CurrentContext(environment) is { } current
            ? OfContext(current, "the docker configuration")
            : OfDefaults();
    }

    private EngineAddress OfContext(string name, string origin)
    {
        if (name == "default")
        {
            // The one context that is not on disk: it is what the environment says.
            return Given(environment[EnvironmentNames.Host]) is null ? OfDefaults() : OfEnvironment();
        }

        var directory = DockerConfig.Directory(environment)
            ?? throw EngineError.Of(
                EngineErrorKind.Address, $"context \"{name}\" of {origin} cannot be looked up: there is no home directory");
        return DockerContexts.Read(directory, name, origin);
    }

    private EngineAddress OfEnvironment() =>
        EngineAddress.Parse(environment[EnvironmentNames.Host]!.Trim(), EnvironmentNames.Host.Name, TlsOfEnvironment());

    private TlsMaterial? TlsOfEnvironment()
    {
        var verify = Given(environment[EnvironmentNames.TlsVerify]) is not null;
        if (!verify && Given(environment[EnvironmentNames.Tls]) is null)
            return null;

        var folder = Given(environment[EnvironmentNames.CertificateFolder]) ?? DockerConfig.Directory(environment) ?? "";
        return DockerContexts.TlsIn(folder, verify);
    }

    private EngineAddress OfDefaults()
    {
        if (OperatingSystem.IsWindows())
            return new EngineAddress { Scheme = EngineScheme.NamedPipe, Target = "//./pipe/docker_engine" };

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
        var runtime = Given(environment[EnvironmentNames.RuntimeFolder]);
        var home = Given(environment[EnvironmentNames.Home]);
        if (runtime is not null)
            yield return Path.Combine(runtime, "docker.sock");

        if (home is not null)
        {
            yield return Path.Combine(home, ".docker/run/docker.sock");
            yield return Path.Combine(home, ".docker/desktop/docker.sock");
        }

        if (runtime is not null)
            yield return Path.Combine(runtime, "podman/podman.sock");

        yield return "/run/podman/podman.sock";
    }

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
