using System.Buffers;
using System.Collections.Immutable;
using Compose.Files;
using Compose.Files.Environment;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Planning.Desired;

namespace Compose.Execution.Adopting;

/// <summary>Loads trees as a file would be loaded, to compare their config hashes with those on the engine.</summary>
internal sealed class HashMatching(string project, string directory)
{
    private static readonly ImmutableArray<Func<YamlMapping, YamlMapping>> Changes = [LimitsInDeploy, RestartInDeploy, ReplicasInDeploy];

    /// <summary>Of so many mounts all orders are tried: Docker Compose hands them to the engine in any order.</summary>
    private const int MostOrderedMounts = 4;
    private const int Orders = 24;

    private static readonly int Forms = 1 << Changes.Length;

    /// <summary>How many ways to write a service are tried at the most.</summary>
    public static int MostVariants => Forms * Orders;

    /// <summary>How many ways there are to write this service.</summary>
    public static int VariantsOf(YamlMapping service) =>
        service["volumes"] is YamlSequence { Items.Length: > 1 and <= MostOrderedMounts } ? MostVariants : Forms;

    /// <summary>True if the network or volume with these attributes has the hash.</summary>
    public bool IsResource(string section, string key, YamlMapping attributes, string hash)
    {
        var service = new ComposeTree();
        service.Text("image", "x");
        if (section == "networks")
            service.Add(section, TreeBuilder.Sequence([YamlScalar.String(SourceSpan.None, key)]));
        else
            service.Add(section, TreeBuilder.Sequence([YamlScalar.String(SourceSpan.None, $"{key}:/x")]));
        var tree = new ComposeTree();
        tree.Add("services", One("x", service.Build()));
        tree.Add(section, One(key, attributes));
        if (Load(tree.Build()).Project is not { } loaded)
            return false;
        return section == "networks"
            ? loaded.Networks.TryGet(key, out var network) && ConfigHashes.Of(network).Matches(hash)
            : loaded.Volumes.TryGet(key, out var volume) && ConfigHashes.Of(volume).Matches(hash);
    }

    public LoadResult Load(YamlMapping tree)
    {
        var text = new ArrayBufferWriter<byte>();
        YamlWriter.Write(tree, text);
        return ComposeLoader.Load(new LoadRequest
        {
            Files = [new ComposeFile("compose.yaml", Path.Combine(directory, "compose.yaml"), text.WrittenMemory)],
            Directory = directory,
            Environment = ComposeEnvironment.Empty,
            ProjectName = project,
        });
    }

    /// <summary>The services of a tree with their hashes; none if the tree cannot be loaded.</summary>
    public IReadOnlyDictionary<string, SpecHash> Of(YamlMapping tree, NamedMap<string> containers) =>
        (Load(tree).Project?.Services ?? NamedMap<Service>.Empty)
            .ToDictionary(item => item.Key, item => ConfigHashes.Of(item.Value, containers), StringComparer.Ordinal);

    /// <summary>
    /// Another way to write the same service: limits, the restart policy and the number below `deploy`, and mounts in another order. The
    /// engine cannot tell which one was used, the hash can.
    /// </summary>
    public static YamlMapping Variant(YamlMapping service, int number)
    {
        for (var i = 0; i < Changes.Length; i++)
            if ((number & (1 << i)) != 0)
                service = Changes[i](service);
        return VariantsOf(service) > Forms ? service.With("volumes", Ordered((YamlSequence)service["volumes"]!, number / Forms)) : service;
    }

    /// <summary>The order of that number; the first is the given one.</summary>
    private static YamlSequence Ordered(YamlSequence list, int order)
    {
        var left = list.Items.ToList();
        var items = new List<YamlNode>(left.Count);
        for (; left.Count > 0; order /= left.Count + 1)
        {
            var next = order % left.Count;
            items.Add(left[next]);
            left.RemoveAt(next);
        }

        return TreeBuilder.Sequence(items);
    }

    private static YamlMapping LimitsInDeploy(YamlMapping service)
    {
        var (limits, reservations) = (new ComposeTree(), new ComposeTree());
        foreach (var (from, to, into) in new[] { ("cpus", "cpus", limits), ("mem_limit", "memory", limits),
            ("pids_limit", "pids", limits), ("mem_reservation", "memory", reservations) })
            if (service[from] is { } value)
                into.Add(to, from == "cpus" ? YamlScalar.String(SourceSpan.None, ((YamlScalar)value).Text) : value);
        var resources = new ComposeTree();
        resources.Add("limits", limits);
        resources.Add("reservations", reservations);
        if (resources.IsEmpty || service.Contains("deploy"))
            return service;
        return Deployed(service.Without("cpus").Without("mem_limit").Without("pids_limit").Without("mem_reservation"), "resources",
            resources.Build());
    }

    private static YamlMapping RestartInDeploy(YamlMapping service)
    {
        if (service["restart"] is not YamlScalar { Text: var restart })
            return service;
        var parts = restart.Split(':');
        var policy = new ComposeTree();
        policy.Text("condition", parts[0] == "always" ? "any" : parts[0]);
        if (parts.Length > 1)
            policy.Number("max_attempts", int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));
        return Deployed(service.Without("restart"), "restart_policy", policy.Build());
    }

    private static YamlMapping ReplicasInDeploy(YamlMapping service) =>
        Deployed(service.Without("scale"), "replicas", service["scale"] ?? YamlScalar.Integer(SourceSpan.None, 1));

    private static YamlMapping Deployed(YamlMapping service, string key, YamlNode value) =>
        service.With("deploy", (service["deploy"] as YamlMapping ?? new YamlMapping(SourceSpan.None, [])).With(key, value));

    private static YamlMapping One(string key, YamlMapping value) =>
        new(SourceSpan.None, [new YamlEntry(key, SourceSpan.None, value.Count == 0 ? YamlScalar.Null(SourceSpan.None) : value)]);
}
