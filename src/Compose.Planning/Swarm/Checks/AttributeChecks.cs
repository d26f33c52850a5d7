using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Schema;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Planning.Swarm.Desired;

namespace Compose.Planning.Swarm.Checks;

/// <summary>Attributes that a swarm does not take: errors where the service would do something else, warnings elsewhere.</summary>
public static class AttributeChecks
{
    private static readonly string[] Modes = ["", "replicated", "global", "replicated-job", "global-job"];

    public static IEnumerable<Diagnostic> Of(ComposeProject project) => project.Services.Values.SelectMany(service => Of(project, service));

    private static IEnumerable<Diagnostic> Of(ComposeProject project, Service service) =>
        SwarmLimitation.OfService(service.Name, service.Source).Select(Problem)
            .Concat(Values(service)).Concat(Images(service)).Concat(Builds(project, service))
            .Concat(DeviceChecks.Of(service)).Concat(PullIntervals(service)).Concat(Credentials(project, service));

    private static Diagnostic Problem(SwarmLimitation item)
    {
        var span = item.Entry.KeySpan.IsNone ? item.Entry.Value.Span : item.Entry.KeySpan;
        return item.Use == SwarmUse.Refused
            ? Diagnostic.Error(
                DiagnosticCode.NotOnSwarm, $"{item.Path} has no effect on a swarm, and the service needs it", span, "not on a swarm",
                    Help(item.Path.Name), item.Path)
            : Diagnostic.Warning(DiagnosticCode.IgnoredOnSwarm, $"{item.Path} has no effect on a swarm", span, "ignored", null, item.Path);
    }

    private static string Help(string attribute) => attribute switch
    {
        "host_ip" => "a swarm publishes on all addresses of a node: use `mode: host` and a firewall, or remove the address",
        "post_start" or "pre_start" or "pre_stop" => "run it in the entrypoint of the image, or as a job that the service depends on",
        _ => "remove it, or run the service on one engine",
    };

    private static IEnumerable<Diagnostic> Values(Service service)
    {
        foreach (var option in service.SecurityOpt.Where(option => !PrivilegeMapping.IsKnown(option)))
            yield return Refused(service, "security_opt", $"a swarm has no place for {option}",
                "no-new-privileges, label and unconfined profiles are known");
        if (service.NetworkMode is { Length: > 0 } and not ("host" or "none"))
            yield return Refused(service, "network_mode", $"a swarm does not know {service.NetworkMode}",
                "host and none are known; else use networks");
        if (service.Deploy?.Mode is { } mode && !Modes.Contains(mode))
            yield return Refused(service, "deploy", $"there is no mode {mode}", "write replicated, global, replicated-job or global-job");
        foreach (var port in service.Ports.Where(port => port.HostPorts is { Count: > 1 }))
            yield return Refused(service, "ports", $"a swarm cannot choose from the range {port.Published}",
                "publish one port, or none for one that the swarm chooses");
        if (service.Deploy?.EndpointMode == "dnsrr" && service.Ports.Any(port => port.Mode != PortMapping.Host))
            yield return Refused(service, "ports", "a service with endpoint_mode dnsrr cannot publish a port in mode ingress",
                "write `mode: host`, or use the mode vip");
    }

    private static IEnumerable<Diagnostic> Images(Service service) => service.Image is { Length: > 0 } || service.Build is not null ? []
        : [Refused(service, "image", "a service of a swarm needs an image", "nodes get it from a registry: write `image:`")];

    private static IEnumerable<Diagnostic> Builds(ComposeProject project, Service service) =>
        service is { Build: not null, Image: null or "" }
        ? [Refused(service, "build", $"nodes get the image of {project.Name} from a registry, and no name of one is here",
            "add `image: REGISTRY/NAME`, then build and push it")]
        : [];

    /// <summary>A config that no service has under `configs` is dropped with all that is unused.</summary>
    private static IEnumerable<Diagnostic> Credentials(ComposeProject project, Service service) =>
        service.CredentialSpec?.Config is { Length: > 0 } config && !project.Configs.Contains(config)
        ? [Refused(service, "credential_spec", $"no service has the config {config}", $"add {config} to the `configs` of the service")]
        : [];

    private static IEnumerable<Diagnostic> PullIntervals(Service service) =>
        service.PullPolicy is { } policy && (policy is "daily" or "weekly" || policy.StartsWith("every_", StringComparison.Ordinal))
        ? [Diagnostic.Warning(
            DiagnosticCode.IgnoredOnSwarm, $"services.{service.Name}.pull_policy: nodes of a swarm do not pull at intervals",
            Place(service, "pull_policy"), "ignored", "`always` asks the registry at each `up`",
            AttributePath.Of("services", service.Name, "pull_policy"))]
        : [];

    private static Diagnostic Refused(Service service, string attribute, string problem, string help)
    {
        var path = AttributePath.Of("services", service.Name, attribute);
        return Diagnostic.Error(DiagnosticCode.NotOnSwarm, $"{path}: {problem}", Place(service, attribute), "not on a swarm", help, path);
    }

    internal static SourceSpan Place(Service service, string attribute) =>
        service.Source[attribute] is { Span.IsNone: false } node ? node.Span : service.NameSpan;

    /// <summary>The nearest place above a dotted attribute that the file has.</summary>
    internal static SourceSpan PlaceOf(Service service, string dotted)
    {
        YamlNode node = service.Source;
        foreach (var name in dotted.Split('.'))
            if (node is YamlMapping mapping && mapping[name] is { Span.IsNone: false } below)
                node = below;
        return ReferenceEquals(node, service.Source) ? service.NameSpan : node.Span;
    }
}
