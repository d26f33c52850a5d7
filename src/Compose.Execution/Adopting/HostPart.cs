using System.Globalization;
using Compose.Engine.Gaps;
using Compose.Execution.Requests;
using Compose.Files.Yaml;
using Docker.DotNet.Models;

namespace Compose.Execution.Adopting;

/// <summary>What the container gets from its host: the inverse of <see cref="HostRequest"/> and <see cref="SecurityRequest"/>.</summary>
internal static class HostPart
{
    private const string Never = "no";
    private const string Tcp = "tcp";
    private const string CapabilityPrefix = "CAP_";

    public static void Write(AdoptedContainer source, AdoptionScope scope, TreeBuilder service)
    {
        var host = source.Host;
        if (RestartWords.Of(host.RestartPolicy) is var restart and not Never)
            service.Text("restart", restart);
        service.Items("ports", Ports(source, scope));
        service.Flag("privileged", host.Privileged);
        service.Flag("read_only", host.ReadonlyRootfs);
        if (host.Init is { } init)
            service.Add("init", Files.Yaml.YamlScalar.Boolean(Files.Text.SourceSpan.None, init));
        service.List("cap_add", host.CapAdd?.Select(Capability));
        service.List("cap_drop", host.CapDrop?.Select(Capability));
        service.List("security_opt", SecurityOptions(source, scope));
        service.List("dns", host.DNS);
        service.List("dns_search", host.DNSSearch);
        service.List("dns_opt", host.DNSOptions);
        service.List("extra_hosts", host.ExtraHosts?
            .Select(entry => entry.Split(':', 2) is [var name, var address] ? $"{name}={address}" : entry));
        service.List("group_add", host.GroupAdd);
        service.Map("sysctls", host.Sysctls);
        service.Map("storage_opt", host.StorageOpt);
        service.Map("annotations", host.Annotations.OrEmpty().Where(one => AdoptedContainer.IsUsers(one.Key))
            .Select(one => KeyValuePair.Create(one.Key, (string?)one.Value)));
        Namespaces(host, scope, service);
        if (host.Runtime != scope.Engine.DefaultRuntime)
            service.Text("runtime", host.Runtime);
        if (host.Isolation != "default")
            service.Text("isolation", host.Isolation);
        Logging(host, scope, service);
        service.Text("platform", source.ForeignPlatform);
        WarnOfLosses(source, scope);
    }

    private static void Namespaces(HostConfig host, AdoptionScope scope, TreeBuilder service)
    {
        if (host.IpcMode != "private")
            service.Text("ipc", Mode(host.IpcMode, scope));
        service.Text("pid", Mode(host.PidMode, scope));
        service.Text("uts", host.UTSMode);
        service.Text("userns_mode", host.UsernsMode);
        if (host.CgroupnsMode != (scope.Engine.CgroupVersion == "2" ? "private" : "host"))
            service.Text("cgroup", host.CgroupnsMode);
    }

    /// <summary>
    /// The engine keeps ids of containers, which change with each replacement: the file names the service or the container.
    /// </summary>
    public static string? Mode(string? mode, AdoptionScope scope)
    {
        const string container = "container:";
        if (mode is null || !mode.StartsWith(container, StringComparison.Ordinal))
            return mode;
        var id = mode[container.Length..];
        return scope.ServiceOf(id) is { } service ? "service:" + service : container + scope.NameOf(id);
    }

    private static IEnumerable<Files.Yaml.YamlNode> Ports(AdoptedContainer source, AdoptionScope scope)
    {
        var bindings = source.Host.PortBindings.OrEmpty();
        foreach (var (port, places) in bindings.OrderBy(item => PortNumber(item.Key)).ThenBy(item => item.Key, StringComparer.Ordinal))
            foreach (var place in places.OrEmpty().DefaultIfEmpty(new PortBinding()))
                yield return ComposeTree.Scalar(ShortPort(port, place));
        if (!source.Host.PublishAllPorts)
            yield break;
        scope.Warnings.Add($"{source.Name} publishes all exposed ports (-P): the file lists those that there are now");
        foreach (var port in (source.Config.ExposedPorts?.Keys ?? []).Where(port => !bindings.ContainsKey(port)).OrderBy(PortNumber))
            yield return ComposeTree.Scalar(ShortPort(port, new PortBinding()));
    }

    private static int PortNumber(string port) => int.TryParse(port.Split('/')[0], CultureInfo.InvariantCulture, out var number) ? number
        : 0;

    /// <summary>`127.0.0.1:8080:80/udp`; without a port of the host the engine chooses one.</summary>
    private static string ShortPort(string port, PortBinding place)
    {
        var parts = port.Split('/');
        var (target, protocol) = (parts[0], parts.Length > 1 && parts[1] != Tcp ? "/" + parts[1] : "");
        var address = place.HostIP is { Length: > 0 } ip ? (ip.Contains(':') ? $"[{ip}]" : ip) + ":" : "";
        var published = place.HostPort is { Length: > 0 } number ? number + ":" : address.Length > 0 ? ":" : "";
        return address + published + target + protocol;
    }

    private static string Capability(string name) =>
        name.StartsWith(CapabilityPrefix, StringComparison.Ordinal) ? name[CapabilityPrefix.Length..] : name;

    /// <summary>The engine itself adds `label=disable` where a container is not confined; a profile is a file of its own.</summary>
    private static IEnumerable<string> SecurityOptions(AdoptedContainer source, AdoptionScope scope)
    {
        const string seccomp = "seccomp=";
        var host = source.Host;
        var unconfined = host.Privileged || host.PidMode == "host" || host.IpcMode == "host";
        foreach (var option in host.SecurityOpt.OrEmpty().Where(option => !(unconfined && option == "label=disable")))
        {
            if (!option.StartsWith(seccomp + "{", StringComparison.Ordinal))
            {
                yield return option;
                continue;
            }

            var file = new AdoptedFile($"{scope.ServiceOf(source.Id)}.seccomp.json", option[seccomp.Length..] + "\n", IsPrivate: false);
            scope.Files.Add(file);
            yield return seccomp + "./" + file.Name;
        }

        if (!host.Privileged && host is { MaskedPaths.Count: 0, ReadonlyPaths.Count: 0 })
            yield return "systempaths=unconfined";
    }

    /// <summary>A driver that is the engine's, without options of its own, is not written.</summary>
    private static void Logging(HostConfig host, AdoptionScope scope, TreeBuilder service)
    {
        var logging = new ComposeTree();
        var options = (host.LogConfig?.Config).OrEmpty();
        if (options.Count > 0 || host.LogConfig?.Type != scope.Engine.LoggingDriver)
            logging.Text("driver", host.LogConfig?.Type);
        logging.Map("options", options);
        service.Add("logging", logging);
    }

    private static void WarnOfLosses(AdoptedContainer source, AdoptionScope scope)
    {
        var host = source.Host;
        Warn(host.AutoRemove, "--rm: the container will stay when it ends");
        Warn(host.CpusetMems is { Length: > 0 }, $"--cpuset-mems {host.CpusetMems}");
        Warn(source.Config.StdinOnce && source.Config.OpenStdin, "standard input that closes with the first client");
        Warn(host is { IOMaximumIOps: > 0 } or { IOMaximumBandwidth: > 0 }, "--io-maxiops and --io-maxbandwidth");
        Warn(!host.Privileged && host.MaskedPaths is { Count: > 0 } != host.ReadonlyPaths is { Count: > 0 },
            "masked and read-only paths of its own");

        void Warn(bool isLost, string what)
        {
            if (isLost)
                scope.Warnings.Add($"{source.Name}: compose files have no attribute for {what}");
        }
    }
}
