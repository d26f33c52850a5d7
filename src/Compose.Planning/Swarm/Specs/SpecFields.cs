using System.Text.Json;
using Docker.DotNet.Models;

namespace Compose.Planning.Swarm.Specs;

/// <summary>
/// All values of a spec, without those that the engine fills in by itself. Two specs with the same values are the same to a swarm, in
/// whatever order lists stand whose order means nothing.
/// </summary>
public static class SpecFields
{
    public const string Mode = "Mode";
    private const string Container = "TaskTemplate.ContainerSpec.";

    /// <summary>Zero differs from nothing there: the engine keeps pointers.</summary>
    private static readonly HashSet<string> Optional = new(StringComparer.Ordinal)
    {
        Container + "Init", Container + "StopGracePeriod", "TaskTemplate.RestartPolicy.Delay", "TaskTemplate.RestartPolicy.Window",
            "Mode.Replicated.Replicas",
        "Mode.ReplicatedJob.MaxConcurrent", "Mode.ReplicatedJob.TotalCompletions", "UpdateConfig.Parallelism", "RollbackConfig.Parallelism",
    };

    private static readonly Dictionary<string, string> Defaults = new(StringComparer.Ordinal)
    {
        [Container + "Isolation"] = "default",
        ["TaskTemplate.Runtime"] = "container",
        ["Mode.Replicated.Replicas"] = "1",
        ["TaskTemplate.RestartPolicy.Condition"] = "any",
        ["EndpointSpec.Mode"] = "vip",
        ["UpdateConfig.FailureAction"] = "pause",
        ["UpdateConfig.Order"] = "stop-first",
        ["RollbackConfig.FailureAction"] = "pause",
        ["RollbackConfig.Order"] = "stop-first",
    };

    private static readonly Dictionary<string, string> Modes = new(StringComparer.Ordinal)
    {
        ["Replicated"] = "replicated",
        ["Global"] = "global",
        ["ReplicatedJob"] = "replicated-job",
        ["GlobalJob"] = "global-job",
    };

    private static readonly HashSet<string> Maps = new(StringComparer.Ordinal) { "Labels", "Options", "Sysctls", "DriverOpts" };

    private static readonly HashSet<string> Ordered = new(StringComparer.Ordinal) { "Command", "Args", "Test", "Nameservers", "Search",
        "Preferences" };

    internal static SortedDictionary<SpecField, string> Of(ServiceSpec? spec)
    {
        var fields = new SortedDictionary<SpecField, string>();
        if (spec is not null)
            Add(fields, new SpecField(""), JsonSerializer.SerializeToElement(spec, SpecJson.Default.ServiceSpec));
        return fields;
    }

    /// <summary>The value that the engine takes where a spec has none.</summary>
    internal static string? DefaultOf(SpecField field) => Defaults.GetValueOrDefault(field.Path);

    public static bool AreEqual(ServiceSpec? one, ServiceSpec? other) => Of(one).SequenceEqual(Of(other));

    private static void Add(SortedDictionary<SpecField, string> fields, SpecField at, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                AddObject(fields, at, value);
                break;
            case JsonValueKind.Array when Ordered.Contains(NameOf(at)):
                if (value.GetArrayLength() > 0)
                    fields[at] = value.GetRawText();
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    AddItem(fields, at, item);
                break;
            case not JsonValueKind.Null:
                AddValue(fields, at, value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText());
                break;
        }
    }

    private static void AddObject(SortedDictionary<SpecField, string> fields, SpecField at, JsonElement value)
    {
        // The kind of a service is which of these objects there is, whatever it holds.
        if (at.Path.StartsWith(Mode + ".", StringComparison.Ordinal))
            fields[new SpecField(Mode)] = Modes.GetValueOrDefault(NameOf(at), NameOf(at));
        var isMap = Maps.Contains(NameOf(at));
        foreach (var property in value.EnumerateObject())
            if (isMap)
                fields[at with { Entry = at.Entry is null ? property.Name : $"{at.Entry} {property.Name}" }] = property.Value.ToString();
            else
                Add(fields, at with { Path = at.Path.Length == 0 ? property.Name : $"{at.Path}.{property.Name}" }, property.Value);
    }

    private static void AddItem(SortedDictionary<SpecField, string> fields, SpecField at, JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            var text = item.ToString();
            var (name, value) = NameOf(at) == "Env" && text.IndexOf('=') is var split and > 0 ? (text[..split], text[(split + 1)..])
                : (text, "");
            fields[at with { Entry = at.Entry is null ? name : $"{at.Entry} {name}" }] = value;
            return;
        }

        var key = KeyOf(item);
        fields[at with { Entry = key }] = "";
        Add(fields, at with { Entry = key }, item);
    }

    /// <summary>What distinguishes an item from the others of its list.</summary>
    private static string KeyOf(JsonElement item)
    {
        if (item.TryGetProperty("File", out var file) && file.TryGetProperty("Name", out var name))
            return name.ToString();
        if (item.TryGetProperty("TargetPort", out var port))
            return $"{Text(item, "PublishedPort")}:{port}/{Text(item, "Protocol")} {Text(item, "PublishMode")}";
        foreach (var key in (ReadOnlySpan<string>)["Target", "Name"])
            if (item.TryGetProperty(key, out var value))
                return value.ToString();
        return item.GetRawText();
    }

    private static string Text(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? value.ToString() : "";

    private static void AddValue(SortedDictionary<SpecField, string> fields, SpecField at, string value)
    {
        var isUnset = value is "" or "false" or "0" && !Optional.Contains(at.Path);
        if (!isUnset && !(Defaults.TryGetValue(at.Path, out var standard) && standard == value))
            fields[at] = value;
    }

    private static string NameOf(SpecField at) => at.Path[(at.Path.LastIndexOf('.') + 1)..];
}
