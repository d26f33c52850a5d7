using Compose.Engine.Gaps;
using Compose.Execution.Requests;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Planning.Naming;
using Docker.DotNet.Models;

namespace Compose.Execution.Adopting;

/// <summary>Where the container is on its networks: the inverse of <see cref="EndpointRequests"/>.</summary>
internal sealed class NetworkPart(AdoptedContainer source, AdoptionScope scope, TreeBuilder service)
{
    private const string InterfaceName = "com.docker.network.endpoint.ifname";
    private const string Default = "default";
    private static readonly string[] Predefined = ["bridge", "host", "none", "nat"];

    public void Write()
    {
        Links();
        if (source.Config.NetworkDisabled == true)
        {
            service.Text("network_mode", "disabled");
            return;
        }

        var mode = source.Host.NetworkMode is Default or "" or null ? "bridge" : source.Host.NetworkMode;
        if (Predefined.Contains(mode) || mode.StartsWith("container:", StringComparison.Ordinal))
        {
            service.Text("network_mode", HostPart.Mode(mode, scope));
            if (source.MacAddress is { Length: > 0 })
                scope.Warnings.Add($"{source.Name}: a new container on {mode} would not have the MAC address {source.MacAddress}");
            if (source.Endpoints.Keys.Any(name => !Predefined.Contains(name)))
                scope.Warnings.Add($"a compose file cannot connect {source.Name} to other networks beside {mode}: connect it again to "
                    + string.Join(", ", source.Endpoints.Keys.Except(Predefined)));
            return;
        }

        Endpoints(mode);
    }

    private void Endpoints(string mode)
    {
        var names = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in source.Endpoints.Keys.Order(StringComparer.Ordinal))
            names[KeyOf(name)] = name;
        var networks = new ComposeTree();
        // Without priorities the first by name is the container's mode.
        var first = names.Keys.FirstOrDefault();
        foreach (var (key, name) in names)
        {
            var settings = source.Endpoints[name] ?? new EndpointSettings();
            var isMode = IsMode(name, settings, mode);
            var entry = Endpoint(settings, isMode);
            if (isMode && first != key)
                entry.Add("priority", YamlScalar.Integer(SourceSpan.None, 1));
            networks.Add(key, entry.IsEmpty ? YamlScalar.Null(SourceSpan.None) : entry.Build());
        }

        var built = networks.Build();
        if (built is { Count: 1 } && built.Entries[0] is { Key: Default, Value.IsNull: true })
            return;
        if (built.Entries.All(entry => entry.Value.IsNull))
            service.Add("networks", TreeBuilder.Sequence(built.Entries.Select(entry => YamlScalar.String(SourceSpan.None, entry.Key))));
        else
            service.Add("networks", built);
    }

    private static bool IsMode(string name, EndpointSettings settings, string mode) =>
        name == mode || (settings.NetworkID is { Length: > 0 } id && id.StartsWith(mode, StringComparison.Ordinal));

    private ComposeTree Endpoint(EndpointSettings settings, bool isMode)
    {
        var entry = new ComposeTree();
        entry.List("aliases", settings.Aliases.OrEmpty().Where(alias => !IsImplied(alias)).Distinct());
        entry.Text("ipv4_address", settings.IPAMConfig?.IPv4Address);
        entry.Text("ipv6_address", settings.IPAMConfig?.IPv6Address);
        entry.List("link_local_ips", settings.IPAMConfig?.LinkLocalIPs);
        entry.Text("mac_address", MacAddress(settings, isMode));
        entry.Number("gw_priority", settings.GwPriority);
        var options = settings.DriverOpts.OrEmpty();
        entry.Text("interface_name", options.GetValueOrDefault(InterfaceName));
        entry.Map("driver_opts", options.Where(option => option.Key != InterfaceName)
            .Select(option => KeyValuePair.Create(option.Key, (string?)option.Value)));
        return entry;
    }

    /// <summary>
    /// A container that has not run has no address that the engine chose; of a running one only the first was surely asked for.
    /// </summary>
    private string? MacAddress(EndpointSettings settings, bool isMode) =>
        isMode ? source.MacAddress
        : source.Inspected.State?.Status == "created" ? settings.MacAddress : null;

    /// <summary>The names that every container gets.</summary>
    private bool IsImplied(string alias) => alias == source.Name || alias == source.ShortId || alias == scope.ServiceOf(source.Id)
        || (source.Label(LabelNames.Replace) is { } replaced && alias == replaced);

    private string KeyOf(string name)
    {
        var known = scope.KnownNetworks.TryGetValue(name, out var found) ? found : new NetworkResponse { Name = name };
        var wanted = scope.IsOwn(known.Labels) && known.Labels!.TryGetValue(LabelNames.Network, out var own) ? own : name;
        var key = AdoptionScope.KeyFor(scope.Networks, wanted, other => other.Name == name);
        scope.Networks[key] = known;
        return key;
    }

    /// <summary>`/db:/web/alias` of the engine. A linked container of the project has one entry for each of its names.</summary>
    private void Links()
    {
        var (links, external) = (new List<string>(), new List<string>());
        var ofEndpoints = source.Endpoints.Values.SelectMany(endpoint => (endpoint?.Links).OrEmpty()).Select(link => link.Split(':', 2));
        var all = source.Host.Links.OrEmpty().Select(link => link.Split(':', 2) is [var target, var alias]
            ? new[] { target.TrimStart('/'), alias[(alias.LastIndexOf('/') + 1)..] } : [link.TrimStart('/')]).Concat(ofEndpoints);
        foreach (var parts in all)
        {
            var (target, alias) = (parts[0], parts.Length > 1 ? parts[1] : parts[0]);
            if (scope.ServiceOf(target) is not { } other)
                external.Add(alias == target ? target : $"{scope.NameOf(target)}:{alias}");
            else if (alias != scope.NameOf(target) && !IsNumbered(alias, other))
                links.Add(alias == other ? other : $"{other}:{alias}");
        }

        service.List("links", links.Distinct());
        service.List("external_links", external.Distinct());
    }

    private static bool IsNumbered(string alias, string other) =>
        alias.Length > other.Length + 1 && alias.StartsWith(other, StringComparison.Ordinal) && alias[other.Length] is '-' or '_'
        && alias.Skip(other.Length + 1).All(char.IsAsciiDigit);
}
