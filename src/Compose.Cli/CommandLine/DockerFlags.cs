using System.CommandLine;
using Compose.Cli.Hosting;
using Compose.Host;

namespace Compose.Cli.CommandLine;

/// <summary>
/// The flags of the docker command line: it hands them to its plugins, and users of the name docker-compose type them too. Each says the
/// same as a variable that everything below reads anyway.
/// </summary>
internal sealed class DockerFlags
{
    private readonly Option<string> _config = Flag.Text("--config", null, "Location of client config files").AsHidden();
    private readonly Option<string> _context = Flag.Text("--context", "-c", "Name of the context to use to connect to the daemon")
        .AsHidden();
    private readonly Option<bool> _debug = Flag.Switch("--debug", "-D", "Enable debug mode").AsHidden();
    private readonly Option<string[]> _host = Flag.List("--host", "-H", "Daemon socket to connect to").AsHidden();
    private readonly Option<string> _logLevel = Flag.Text("--log-level", "-l", "Set the logging level").AsHidden();
    private readonly Option<bool> _tls = Flag.Switch("--tls", null, "Use TLS; implied by --tlsverify").AsHidden();
    private readonly Option<string> _tlsAuthority = Flag.Text("--tlscacert", null, "Trust certs signed only by this CA").AsHidden();
    private readonly Option<string> _tlsCertificate = Flag.Text("--tlscert", null, "Path to TLS certificate file").AsHidden();
    private readonly Option<string> _tlsKey = Flag.Text("--tlskey", null, "Path to TLS key file").AsHidden();
    private readonly Option<bool> _tlsVerify = Flag.Switch("--tlsverify", null, "Use TLS and verify the remote").AsHidden();

    public IReadOnlyList<Option> All =>
        [_config, _context, _debug, _host, _logLevel, _tls, _tlsAuthority, _tlsCertificate, _tlsKey, _tlsVerify];

    public bool WantsDebug(ParseResult parsed) => parsed.GetValue(_debug);

    public ProcessContext Apply(ParseResult parsed, ProcessContext process)
    {
        if (!All.Any(parsed.IsGiven))
            return process;
        var variables = process.Variables;
        if (parsed.GetValue(_config) is { Length: > 0 } config)
            variables = variables.With(EnvironmentNames.ConfigFolder, config);
        if (parsed.GetValue(_context) is { Length: > 0 } context)
        {
            // The context called default is the one that DOCKER_HOST names.
            if (context != "default")
                variables = variables.With(EnvironmentNames.Host, null);
            variables = variables.With(EnvironmentNames.Context, context);
        }

        if (parsed.GetValue(_host) is [.., { Length: > 0 } host])
            variables = variables.With(EnvironmentNames.Host, host);
        if (parsed.GetValue(_tls))
            variables = variables.With(EnvironmentNames.Tls, "1");
        if (parsed.GetValue(_tlsVerify))
            variables = variables.With(EnvironmentNames.TlsVerify, "1");
        var folder = new[] { _tlsAuthority, _tlsCertificate, _tlsKey }.Select(parsed.GetValue).Where(file => file is { Length: > 0 })
            .Select(Path.GetDirectoryName).Distinct().ToList();
        if (folder is [{ } only])
            variables = variables.With(EnvironmentNames.CertificateFolder, Path.GetFullPath(only, process.CurrentDirectory));
        return process with { Variables = variables };
    }
}
