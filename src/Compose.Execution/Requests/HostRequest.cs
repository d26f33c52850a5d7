using System.Collections.Immutable;
using Compose.Engine.Versions;
using Compose.Files.Model;
using Docker.DotNet.Models;

namespace Compose.Execution.Requests;

/// <summary>What the container gets from its host.</summary>
public static class HostRequest
{
    private const string AllCapabilities = "ALL";

    public static HostConfig Create(ContainerInputs inputs)
    {
        var service = inputs.Service;
        var (binds, mounts) = MountRequests.Create(inputs);
        var security = SecurityRequest.Create(inputs);
        var host = new HostConfig
        {
            AutoRemove = inputs.AutoRemove,
            ConsoleSize = inputs.ConsoleSize is var (rows, columns) && ApiVersions.ConsoleSize.IsOpen(inputs.ApiVersion)
                ? new ConsoleSize { Height = (ulong)rows, Width = (ulong)columns }
                : null!,
            Annotations = Map(new NamedMap<string>(service.Annotations.Concat(inputs.Spec.Annotations))),
            Binds = binds!,
            Mounts = mounts,
            CapAdd = List(Capabilities(service.CapAdd))!,
            CapDrop = List(Capabilities(service.CapDrop))!,
            NetworkMode = EndpointRequests.Mode(inputs),
            Init = service.Init,
            IpcMode = inputs.Resolve(service.Ipc) ?? "",
            CgroupnsMode = service.Cgroup ?? "",
            ReadonlyRootfs = service.ReadOnly,
            RestartPolicy = Restart(service)!,
            ShmSize = service.ShmSize,
            Sysctls = Map(service.Sysctls),
            PortBindings = PortRequests.Bindings(service),
            VolumesFrom = List(inputs.VolumesFrom)!,
            DNS = List(service.Dns)!,
            DNSSearch = List(service.DnsSearch)!,
            DNSOptions = List(service.DnsOptions)!,
            ExtraHosts = ExtraHosts(service),
            SecurityOpt = security.Options!,
            MaskedPaths = security.UnmaskedPaths ? [] : null!,
            ReadonlyPaths = security.UnmaskedPaths ? [] : null!,
            StorageOpt = Map(service.StorageOpt),
            UsernsMode = service.UsernsMode ?? "",
            UTSMode = inputs.Resolve(service.Uts) ?? "",
            Privileged = service.Privileged,
            PidMode = inputs.Resolve(service.Pid) ?? "",
            Tmpfs = Tmpfs(service.Tmpfs),
            Isolation = service.Isolation ?? "",
            Runtime = service.Runtime,
            LogConfig = service.Logging is { } logging
                ? new LogConfig { Type = logging.Driver ?? "", Config = Map(logging.Options)! }
                : null!,
            GroupAdd = List(service.GroupAdd)!,
            Links = List(inputs.Spec.Links)!,
            OomScoreAdj = service.OomScoreAdj,
        };
        ResourceRequest.Apply(service, host);
        return host;
    }

    internal static IList<string>? List(ImmutableArray<string> items) => items.IsDefaultOrEmpty ? null : items;

    internal static Dictionary<string, string>? Map(NamedMap<string> items) =>
        items.Count == 0 ? null : items.ToDictionary(item => item.Key, item => item.Value);

    internal static long? NonZero(long value) => value == 0 ? null : value;

    /// <summary>
    /// As the engine lists them, whichever way they were written: in capitals, with their prefix, each once; ALL includes the others.
    /// </summary>
    private static ImmutableArray<string> Capabilities(ImmutableArray<string> names)
    {
        var full = names.Select(name => name.Trim().ToUpperInvariant()).ToList();
        return full.Contains(AllCapabilities)
            ? [AllCapabilities]
            : [.. full.Select(name => name.StartsWith("CAP_", StringComparison.Ordinal) ? name : "CAP_" + name).Distinct()
                .Order(StringComparer.Ordinal)];
    }

    /// <summary>The engine writes `host:address`.</summary>
    private static ImmutableArray<string> ExtraHosts(Service service) =>
        [.. service.ExtraHosts.Select(host => host.Split('=', 2) is [var name, var address] ? $"{name}:{address}" : host)];

    private static Dictionary<string, string>? Tmpfs(ImmutableArray<string> entries) => entries.IsEmpty
        ? null
        : entries.Select(entry => entry.Split(':', 2)).ToDictionary(parts => parts[0], parts => parts.Length > 1 ? parts[1] : "");

    private static Docker.DotNet.Models.RestartPolicy? Restart(Service service)
    {
        if (service.Deploy?.RestartPolicy is { } policy)
        {
            return new Docker.DotNet.Models.RestartPolicy
            {
                Name = RestartWords.Kind(policy.Condition ?? ""),
                MaximumRetryCount = (long)(policy.MaxAttempts ?? 0),
            };
        }

        if (service.Restart is not { Length: > 0 } restart)
            return null;
        var parts = restart.Split(':', 2);
        return new Docker.DotNet.Models.RestartPolicy
        {
            Name = RestartWords.Kind(parts[0]),
            MaximumRetryCount = parts.Length > 1 && int.TryParse(parts[1], out var attempts) ? attempts : 0,
        };
    }
}
