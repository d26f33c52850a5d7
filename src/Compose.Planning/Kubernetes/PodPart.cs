using System.Globalization;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Planning.Kubernetes;

/// <summary>What a pod says beside its containers: names, namespaces of the host, groups and kernel parameters.</summary>
internal static class PodPart
{
    public static TreeBuilder Of(Service service, string? restart)
    {
        var pod = new TreeBuilder();
        pod.Text("restartPolicy", restart);
        pod.Text("hostname", service.Hostname is { } name ? KubernetesNames.Safe(name) : null);
        pod.Flag("hostNetwork", service.NetworkMode == "host");
        pod.Flag("hostPID", service.Pid == "host");
        pod.Flag("hostIPC", service.Ipc == "host");
        pod.Text("runtimeClassName", service.Runtime);
        if (service.StopGracePeriod is { } grace)
            pod.Add("terminationGracePeriodSeconds", YamlScalar.Integer(SourceSpan.None, (long)Math.Ceiling(grace.TotalSeconds)));
        if (service.Platform?.Split('/') is [_, var architecture, ..])
        {
            var node = new TreeBuilder();
            node.Text("kubernetes.io/arch", architecture);
            pod.Add("nodeSelector", node);
        }

        pod.Items("hostAliases", service.ExtraHosts.Select(host => host.Split('=', 2))
            .Where(parts => parts.Length == 2 && parts[1] != "host-gateway")
            .GroupBy(parts => parts[1], parts => parts[0], StringComparer.Ordinal).Select(HostAlias));
        pod.Add("dnsConfig", Dns(service));
        pod.Add("securityContext", Security(service));
        return pod;
    }

    private static YamlMapping HostAlias(IGrouping<string, string> names)
    {
        var alias = new TreeBuilder();
        alias.Text("ip", names.Key);
        alias.List("hostnames", names);
        return alias.Build();
    }

    private static TreeBuilder Dns(Service service)
    {
        var dns = new TreeBuilder();
        dns.List("nameservers", service.Dns);
        dns.List("searches", service.DnsSearch);
        dns.Items("options", service.DnsOptions.Select(option => option.Split(':', 2)).Select(parts =>
        {
            var entry = new TreeBuilder();
            entry.Text("name", parts[0]);
            entry.Text("value", parts.ElementAtOrDefault(1));
            return entry.Build();
        }));
        return dns;
    }

    private static TreeBuilder Security(Service service)
    {
        var security = new TreeBuilder();
        security.Items("supplementalGroups", service.GroupAdd.Where(IsNumber)
            .Select(group => YamlScalar.Integer(SourceSpan.None, long.Parse(group, CultureInfo.InvariantCulture))));
        security.Items("sysctls", service.Sysctls.Select(sysctl =>
        {
            var entry = new TreeBuilder();
            entry.Text("name", sysctl.Key);
            entry.Text("value", sysctl.Value);
            return entry.Build();
        }));
        return security;
    }

    public static bool IsNumber(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
