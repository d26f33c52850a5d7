using System.Collections.Immutable;
using System.Globalization;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Planning.Naming;

namespace Compose.Planning.Kubernetes;

/// <summary>The container of a pod.</summary>
internal static class ContainerPart
{
    public static YamlMapping Of(ComposeProject project, Service service, ImmutableArray<ServicePort> ports, PodVolumes volumes)
    {
        var container = new TreeBuilder();
        container.Text("name", KubernetesNames.Safe(service.ContainerName is { Length: > 0 } own ? own : service.Name));
        container.Text("image", ImageReference.Of(project, service));
        container.Text("imagePullPolicy", service.PullPolicy switch { "always" => "Always", "never" => "Never", _ => "IfNotPresent" });
        if (service.Entrypoint is { IsEmpty: false } entrypoint)
            container.List("command", entrypoint.Select(Literal));
        if (service.Command is { IsEmpty: false } command)
            container.List("args", command.Select(Literal));
        container.Text("workingDir", service.WorkingDir);
        container.Flag("tty", service.Tty);
        container.Flag("stdin", service.StdinOpen);
        container.Items("env", Environment(service));
        container.Items("ports", ports.Select(Port));
        container.Add("resources", Resources(service));
        container.Add("securityContext", Security(service));
        container.Add("livenessProbe", Probe(service.HealthCheck));
        container.Items("volumeMounts", volumes.Mounts);
        return container.Build();
    }

    /// <summary>Kubernetes replaces `$(NAME)` in commands and variables.</summary>
    private static string Literal(string text) => text.Replace("$(", "$$(", StringComparison.Ordinal);

    private static IEnumerable<YamlNode> Environment(Service service)
    {
        var hidden = HiddenVariables.Of(service);
        foreach (var (name, value) in service.Environment)
        {
            if (value is null)
                continue;
            var entry = new TreeBuilder();
            entry.Text("name", name);
            if (hidden.Contains(name))
                entry.Add("valueFrom", Reference(service, name));
            else
                entry.Add("value", YamlScalar.String(SourceSpan.None, Literal(value)));
            yield return entry.Build();
        }
    }

    private static TreeBuilder Reference(Service service, string name)
    {
        var key = new TreeBuilder();
        key.Text("name", HiddenVariables.SecretOf(service));
        key.Text("key", name);
        var from = new TreeBuilder();
        from.Add("secretKeyRef", key);
        return from;
    }

    private static YamlMapping Port(ServicePort port)
    {
        var entry = new TreeBuilder();
        entry.Text("name", port.Name);
        entry.Number("containerPort", port.Target);
        entry.Text("protocol", port.Protocol);
        return entry.Build();
    }

    private static TreeBuilder Resources(Service service)
    {
        var resources = new TreeBuilder();
        var (limits, reservations) = (service.Deploy?.Limits, service.Deploy?.Reservations);
        resources.Add("limits", Amounts(limits is { Cpus: not 0 } ? limits.Cpus : service.Cpus, limits is { Memory: not 0 }
            ? limits.Memory : service.MemLimit));
        resources.Add("requests", Amounts(reservations?.Cpus ?? 0, reservations is { Memory: not 0 } ? reservations.Memory
            : service.MemReservation));
        return resources;
    }

    private static TreeBuilder Amounts(float cpus, long memory)
    {
        var amounts = new TreeBuilder();
        if (cpus > 0)
            amounts.Text("cpu", ((long)Math.Round(cpus * 1000)).ToString(CultureInfo.InvariantCulture) + "m");
        if (memory > 0)
            amounts.Text("memory", memory.ToString(CultureInfo.InvariantCulture));
        return amounts;
    }

    private static TreeBuilder Security(Service service)
    {
        var security = new TreeBuilder();
        var user = (service.User ?? "").Split(':');
        if (PodPart.IsNumber(user[0]))
            security.Add("runAsUser", YamlScalar.Integer(SourceSpan.None, long.Parse(user[0], CultureInfo.InvariantCulture)));
        if (user.Length > 1 && PodPart.IsNumber(user[1]))
            security.Add("runAsGroup", YamlScalar.Integer(SourceSpan.None, long.Parse(user[1], CultureInfo.InvariantCulture)));
        security.Flag("privileged", service.Privileged);
        security.Flag("readOnlyRootFilesystem", service.ReadOnly);
        if (service.SecurityOpt.Any(option => option is "no-new-privileges" or "no-new-privileges:true" or "no-new-privileges=true"))
            security.Add("allowPrivilegeEscalation", YamlScalar.Boolean(SourceSpan.None, false));
        var capabilities = new TreeBuilder();
        capabilities.List("add", service.CapAdd.Select(Capability));
        capabilities.List("drop", service.CapDrop.Select(Capability));
        security.Add("capabilities", capabilities);
        return security;
    }

    private static string Capability(string name) => name.StartsWith("CAP_", StringComparison.OrdinalIgnoreCase)
        ? name[4..].ToUpperInvariant() : name.ToUpperInvariant();

    private static TreeBuilder Probe(HealthCheck? check)
    {
        var probe = new TreeBuilder();
        if (check is null || check.Disable || check.Test is not [var kind, .. var words] || kind == "NONE")
            return probe;
        var exec = new TreeBuilder();
        exec.List("command", (kind == "CMD-SHELL" ? (string[])["/bin/sh", "-c", string.Join(' ', words)] : [.. words]).Select(Literal));
        probe.Add("exec", exec);
        Seconds(probe, "periodSeconds", check.Interval);
        Seconds(probe, "timeoutSeconds", check.Timeout);
        Seconds(probe, "initialDelaySeconds", check.StartPeriod);
        probe.Number("failureThreshold", check.Retries);
        return probe;
    }

    private static void Seconds(TreeBuilder probe, string key, TimeSpan? time) =>
        probe.Number(key, time is { } span ? (long)Math.Ceiling(span.TotalSeconds) : null);
}
