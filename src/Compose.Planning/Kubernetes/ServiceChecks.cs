using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Schema;
using Compose.Files.Text;

namespace Compose.Planning.Kubernetes;

/// <summary>What of a service has no counterpart on Kubernetes, or not the one that the file means: a warning at its line.</summary>
internal static class ServiceChecks
{
    public static IEnumerable<Diagnostic> Of(Service service)
    {
        if (KubernetesNames.Service(service.Name) is var name && name != KubernetesNames.Safe(service.Name))
            yield return Diagnostic.Warning(DiagnosticCode.NotInKubernetes,
                $"the name of a Service of Kubernetes begins with a letter: other pods reach \"{service.Name}\" as {name}",
                service.NameSpan, $"service \"{service.Name}\"", path: AttributePath.Of("services", service.Name));
        foreach (var entry in service.Source.Entries)
            if (Problem(service, entry.Key) is { } problem)
                yield return Diagnostic.Warning(DiagnosticCode.NotInKubernetes, $"`{entry.Key}` {problem}", entry.KeySpan.IsNone
                    ? service.NameSpan : entry.KeySpan,
                    $"service \"{service.Name}\"", path: AttributePath.Of("services", service.Name, entry.Key));
    }

    private static string? Problem(Service service, string attribute) => attribute switch
    {
        "build" when service.Image is null => "makes an image that the cluster does not have: push it, and name it with `image`",
        "depends_on" => "has no counterpart on Kubernetes: all start at once, and are started again until they work",
        "restart" when service.Restart is "no" or "" =>
            "has no counterpart on Kubernetes: a Deployment starts its pods again whenever they end",
        "user" when !(service.User ?? "").Split(':').All(PodPart.IsNumber) =>
            "is a name: Kubernetes takes only numbers, so that the image's user runs it",
        "group_add" when !service.GroupAdd.All(PodPart.IsNumber) => "has names: Kubernetes takes only numbers",
        "network_mode" when service.NetworkMode is not ("host" or "bridge") => "has no counterpart on Kubernetes",
        "pid" when service.Pid is not "host" => "has no counterpart on Kubernetes",
        "ipc" when service.Ipc is not ("host" or "private") => "has no counterpart on Kubernetes",
        "volumes" when service.Volumes.Any(mount => mount.Type == MountType.Bind) =>
            "has a path of this machine: on Kubernetes it is a path of the node",
        "extra_hosts" when service.ExtraHosts.Any(host => host.EndsWith("=host-gateway", StringComparison.Ordinal)) =>
            "has host-gateway, which has no counterpart on Kubernetes",
        "security_opt" when service.SecurityOpt.Any(option => !option.StartsWith("no-new-privileges", StringComparison.Ordinal)) =>
            "is converted only where it is no-new-privileges",
        _ => ServiceTable.Find(attribute) is { NoKubernetes: true } ? "has no counterpart on Kubernetes" : null,
    };
}
