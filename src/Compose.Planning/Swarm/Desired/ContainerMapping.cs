using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Files.Yaml;
using Api = Docker.DotNet.Models;

namespace Compose.Planning.Swarm.Desired;

/// <summary>The part of a spec that becomes the container of a task.</summary>
internal sealed class ContainerMapping(ComposeProject project, Service service, StackBindings bindings)
{
    private const uint DefaultMode = 0b100_100_100;

    public Api.ContainerSpec Spec()
    {
        var (added, dropped) = Capabilities();
        return new Api.ContainerSpec
        {
            Image = bindings.Images.TryGet(service.Name, out var image) ? image.Reference : ServiceImage.Name(service.Image ?? ""),
            Labels = StackLabels.With(project.Name, service.Labels),
            Command = List(service.Entrypoint ?? []),
            Args = List(service.Command ?? []),
            Hostname = service.Hostname,
            Env = List(Environment()),
            Dir = service.WorkingDir,
            User = service.User,
            Groups = List(service.GroupAdd),
            Privileges = PrivilegeMapping.Of(service, Credentials()?.Id ?? ""),
            Init = service.Init,
            StopSignal = service.StopSignal,
            TTY = True(service.Tty),
            OpenStdin = True(service.StdinOpen),
            ReadOnly = True(service.ReadOnly),
            Mounts = MountMapping.Of(project, service) is { Count: > 0 } mounts ? mounts : null,
            StopGracePeriod = service.StopGracePeriod,
            Healthcheck = HealthCheck(),
            Hosts = List(service.ExtraHosts.Select(HostLine)),
            DNSConfig = Dns(),
            Secrets = Secrets() is { Count: > 0 } secrets ? secrets : null,
            Configs = Configs() is { Count: > 0 } configs ? configs : null,
            Isolation = service.Isolation,
            Sysctls = ServiceMapping.Map(service.Sysctls),
            CapabilityAdd = List(added),
            CapabilityDrop = List(dropped),
            Ulimits = service.Ulimits.Count == 0 ? null : [.. service.Ulimits.Select(limit => Ulimit(limit.Key, limit.Value))],
            OomScoreAdj = service.OomScoreAdj == 0 ? null : service.OomScoreAdj,
        };
    }

    private IEnumerable<string> Environment() => service.Environment
        .Select(variable => variable.Value is null ? variable.Key : $"{variable.Key}={variable.Value}").Order(StringComparer.Ordinal);

    /// <summary>`host=address` of the file is `address host` in a spec.</summary>
    private static string HostLine(string host) => host.Split('=', 2) is [var name, var address] ? $"{address} {name}" : host;

    /// <summary>A capability that is added and dropped is added.</summary>
    private (IEnumerable<string> Added, IEnumerable<string> Dropped) Capabilities()
    {
        var added = Normalized(service.CapAdd);
        return (added, Normalized(service.CapDrop).Where(name => !added.Contains(name)));
    }

    private static SortedSet<string> Normalized(ImmutableArray<string> names)
    {
        var all = names.Select(name => name.ToUpperInvariant())
            .Select(name => name is "ALL" || name.StartsWith("CAP_", StringComparison.Ordinal) ? name : "CAP_" + name);
        var set = new SortedSet<string>(all, StringComparer.Ordinal);
        return set.Contains("ALL") ? new SortedSet<string>(["ALL"], StringComparer.Ordinal) : set;
    }

    private Api.HealthcheckConfig? HealthCheck() => service.HealthCheck switch
    {
        null => null,
        { Disable: true } => new Api.HealthcheckConfig { Test = ["NONE"] },
        var check => new Api.HealthcheckConfig
        {
            Test = List(check.Test),
            Interval = check.Interval,
            Timeout = check.Timeout,
            StartPeriod = check.StartPeriod,
            StartInterval = check.StartInterval,
            Retries = check.Retries,
        },
    };

    private Api.DNSConfig? Dns() => service is { Dns.IsEmpty: true, DnsSearch.IsEmpty: true, DnsOptions.IsEmpty: true }
        ? null
        : new Api.DNSConfig { Nameservers = List(service.Dns), Search = List(service.DnsSearch), Options = List(service.DnsOptions) };

    private static Api.Ulimit Ulimit(string name, Ulimit limit) =>
        new() { Name = name, Soft = limit.Single ?? limit.Soft, Hard = limit.Single ?? limit.Hard };

    private List<Api.SecretReference> Secrets() =>
    [
        .. service.Secrets.Select((reference, index) =>
            (reference, Bound: Bound(bindings.Secrets, project.Secrets, reference.Source), Target: Target("secrets", index, reference)))
            .Select(item => new Api.SecretReference
            {
                SecretID = item.Bound.Id,
                SecretName = item.Bound.Name,
                File = new Api.SecretReferenceFileTarget
                {
                    Name = item.Target,
                    UID = item.reference.Uid ?? "0",
                    GID = item.reference.Gid ?? "0",
                    Mode = (uint?)item.reference.Mode ?? DefaultMode,
                },
            }).OrderBy(secret => secret.SecretName, StringComparer.Ordinal),
    ];

    private List<Api.SwarmConfigReference> Configs() =>
    [
        .. service.Configs.Select((reference, index) =>
            (reference, Bound: Bound(bindings.Configs, project.Configs, reference.Source), Target: Target("configs", index, reference)))
            .Select(item => new Api.SwarmConfigReference
            {
                ConfigID = item.Bound.Id,
                ConfigName = item.Bound.Name,
                File = new Api.ConfigReferenceFileTarget
                {
                    Name = item.Target,
                    UID = item.reference.Uid ?? "0",
                    GID = item.reference.Gid ?? "0",
                    Mode = (uint?)item.reference.Mode ?? DefaultMode,
                },
            }).Concat(Credentials() is { } credentials
                ? [new() { ConfigID = credentials.Id, ConfigName = credentials.Name, Runtime = new Api.ConfigReferenceRuntimeTarget() }]
                : []).OrderBy(config => config.ConfigName, StringComparer.Ordinal),
    ];

    /// <summary>The config of `credential_spec`: the engine reads it, the container does not see it.</summary>
    private BoundFile? Credentials() => service.CredentialSpec?.Config is { Length: > 0 } key
        ? Bound(bindings.Configs, project.Configs, key) : null;

    private static BoundFile Bound(NamedMap<BoundFile> bound, NamedMap<FileObject> declared, string key) =>
        bound.TryGet(key, out var file) ? file : new BoundFile(declared.TryGet(key, out var declaration) ? declaration.Name : key);

    /// <summary>A target that no file has is the default, which the engine completes.</summary>
    private string Target(string section, int index, FileReference reference)
    {
        var written = service.Source[section] is YamlSequence list && index < list.Items.Length && list.Items[index] is YamlMapping item
            ? item["target"]
            : null;
        return written is { Span.IsNone: false } && reference.Target is { Length: > 0 } target ? target : reference.Source;
    }

    internal static List<string>? List(IEnumerable<string> items) => items.ToList() is { Count: > 0 } list ? list : null;

    private static bool? True(bool value) => value ? true : null;
}
