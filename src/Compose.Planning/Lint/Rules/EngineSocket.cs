using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Normalizing;
using Compose.Files.Yaml;

namespace Compose.Planning.Lint.Rules;

/// <summary>The socket gives the rights of the engine; a read-only mount does not limit what is sent over it.</summary>
internal sealed class EngineSocket() : ServiceRule(DiagnosticCode.EngineSocket, Severity.Warning)
{
    private static readonly ImmutableArray<string> Sockets = ["docker.sock", "podman.sock", "containerd.sock", "docker_engine"];

    private const string Help = "put a proxy before it that allows only the calls that are needed";

    internal override void Check(LintService service, Findings findings)
    {
        if (IsProxy(service.Tree.Text("image") ?? ""))
            return;
        if (service.Tree.IsTrue("use_api_socket"))
            findings.Add(service, "use_api_socket", service.Tree["use_api_socket"], Problem("the engine's socket"), Help);
        foreach (var item in service.Tree.Items("volumes"))
            if (item is YamlMapping mount && mount["source"] is YamlScalar source && Sockets.Contains(NameOf(source.Text)))
                findings.Add(service, "volumes", source, Problem(source.Text), Help);
    }

    /// <summary>The proxy of the help needs the socket itself: tecnativa/docker-socket-proxy, linuxserver/socket-proxy.</summary>
    private static bool IsProxy(string image) => NameOf(image).Split(':', '@')[0].EndsWith("socket-proxy", StringComparison.Ordinal);

    private static string NameOf(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    private static string Problem(string socket) => $"the container gets {socket}, and with it all rights on the host";
}
