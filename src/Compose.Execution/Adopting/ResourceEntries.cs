using System.Collections.Immutable;
using Compose.Engine.Gaps;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Planning.Naming;
using Docker.DotNet.Models;

namespace Compose.Execution.Adopting;

/// <summary>
/// The networks and volumes at the top level. One of the project is declared as it was created if that can be told from its config hash;
/// all others are external, so that nothing is created again.
/// </summary>
internal sealed class ResourceEntries(AdoptionScope scope, HashMatching hashes)
{
    private const string Bridge = "bridge";
    private const string Local = "local";

    public YamlMapping Networks() => Section(scope.Networks.Select(item => (item.Key, Network(item.Key, item.Value))));

    public YamlMapping Volumes() => Section(scope.Volumes.Select(item => (item.Key, Volume(item.Key, item.Value))));

    private static YamlMapping Section(IEnumerable<(string Key, YamlMapping Value)> entries) => new(SourceSpan.None,
    [
        .. entries.Where(entry => entry is not { Key: "default", Value.Count: 0 }).OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => new YamlEntry(entry.Key, SourceSpan.None, entry.Value.Count == 0 ? YamlScalar.Null(SourceSpan.None)
                : entry.Value)),
    ]);

    private YamlMapping Network(string key, NetworkResponse network)
    {
        if (!scope.IsOwn(network.Labels))
            return External(key, network.Name);
        ImmutableArray<YamlMapping> candidates =
        [
            Network(key, network, pools: false, driver: false), Network(key, network, pools: true, driver: false),
            Network(key, network, pools: false, driver: true), Network(key, network, pools: true, driver: true),
        ];
        return Matching("networks", key, network.Name, network.Labels, candidates);
    }

    private YamlMapping Network(string key, NetworkResponse network, bool pools, bool driver)
    {
        var entry = Named(key, network.Name);
        if (driver || network.Driver != Bridge)
            entry.Text("driver", network.Driver);
        entry.Map("driver_opts", network.Options);
        if (!network.EnableIPv4)
            entry.Add("enable_ipv4", YamlScalar.Boolean(SourceSpan.None, false));
        entry.Flag("enable_ipv6", network.EnableIPv6);
        entry.Flag("internal", network.Internal);
        entry.Flag("attachable", network.Attachable);
        entry.Map("labels", Labels(network.Labels));
        var ipam = new ComposeTree();
        if (network.IPAM?.Driver is { Length: > 0 } ipamDriver and not "default")
            ipam.Text("driver", ipamDriver);
        ipam.Map("options", network.IPAM?.Options);
        if (pools)
            ipam.Items("config", (network.IPAM?.Config).OrEmpty().Select(Pool));
        entry.Add("ipam", ipam);
        return entry.Build();
    }

    private static YamlMapping Pool(IPAMConfig pool)
    {
        var entry = new ComposeTree();
        entry.Text("subnet", pool.Subnet);
        entry.Text("ip_range", pool.IPRange);
        entry.Text("gateway", pool.Gateway);
        entry.Map("aux_addresses", pool.AuxAddress);
        return entry.Build();
    }

    private YamlMapping Volume(string key, VolumeResponse volume)
    {
        if (!scope.IsOwn(volume.Labels))
            return External(key, volume.Name);
        return Matching("volumes", key, volume.Name, volume.Labels,
            [Volume(key, volume, driver: false), Volume(key, volume, driver: true)]);
    }

    private YamlMapping Volume(string key, VolumeResponse volume, bool driver)
    {
        var entry = Named(key, volume.Name);
        if (driver || volume.Driver != Local)
            entry.Text("driver", volume.Driver);
        entry.Map("driver_opts", volume.Options);
        entry.Map("labels", Labels(volume.Labels));
        return entry.Build();
    }

    /// <summary>Without a hash nothing is compared, so that the first candidate will do.</summary>
    private YamlMapping Matching(string section, string key, string name, IDictionary<string, string> labels,
        ImmutableArray<YamlMapping> candidates)
    {
        if (labels.GetValueOrDefault(LabelNames.ConfigHash) is not { } hash)
            return candidates[0];
        if (candidates.FirstOrDefault(candidate => hashes.IsResource(section, key, candidate, hash)) is { } found)
            return found;
        scope.Warnings.Add($"{section} \"{key}\" was created with attributes that the engine does not show: it is declared as external");
        return External(key, name);
    }

    private ComposeTree Named(string key, string name)
    {
        var entry = new ComposeTree();
        if (name != $"{scope.Project}_{key}")
            entry.Text("name", name);
        return entry;
    }

    private static YamlMapping External(string key, string name)
    {
        var entry = new ComposeTree();
        if (name != key)
            entry.Text("name", name);
        entry.Flag("external", true);
        return entry.Build();
    }

    private static IEnumerable<KeyValuePair<string, string?>> Labels(IDictionary<string, string>? labels) => labels.OrEmpty()
        .Where(label => AdoptedContainer.IsUsers(label.Key)).Select(label => KeyValuePair.Create(label.Key, (string?)label.Value));
}
