using System.Formats.Tar;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Compose.Testing.Engine;

namespace Compose.Differential.Tests.Inspecting;

/// <summary>
/// Everything of a project on the engine, normalized, by kind and name; and the ids of containers and networks, which tell whether one was
/// made again.
/// </summary>
internal sealed record EngineSnapshot(IReadOnlyDictionary<string, JsonNode> Objects, string[] Ids)
{
    private const int AnonymousName = 64;
    private static readonly JsonSerializerOptions Indented = new()
    { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The names of volumes without one.</summary>
    public required string[] AnonymousVolumes { get; init; }

    public bool IsEmpty => Objects.Count == 0;

    public static async Task<EngineSnapshot> TakeAsync(
        EngineSocket engine, string project, string composeText, IEnumerable<string> look, string folder)
    {
        var label = $"com.docker.compose.project={project}";
        var containers = await engine.ContainersAsync(label);
        var networks = await engine.NetworksAsync(label);
        var inspected = await Task.WhenAll(containers.Select(container => engine.InspectAsync((string)container["Id"]!)));
        var names = inspected.Concat(networks).ToDictionary(item => (string)item["Id"]!, item => ((string)item["Name"]!).Trim('/'));
        var objects = new SortedDictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var container in inspected)
            objects[$"container {((string)container["Name"]!).Trim('/')}"] = Neutral.Of(container, names, composeText);
        foreach (var network in networks)
            objects[$"network {network["Name"]}"] = Neutral.Of(await engine.GetAsync($"/networks/{network["Id"]}"), names, composeText);
        foreach (var volume in await engine.VolumesAsync(label))
            objects[$"volume {volume["Name"]}"] = Neutral.Of(volume, names, composeText);
        foreach (var file in look)
            objects[$"file {file}"] = await FileAsync(engine, project, file, folder);
        var mounts = inspected.SelectMany(container => container["Mounts"]!.AsArray()).Select(mount => (string?)mount!["Name"])
            .OfType<string>();
        return new EngineSnapshot(objects, [.. names.Keys.Order(StringComparer.Ordinal)])
        { AnonymousVolumes = [.. mounts.Where(name => name.Length == AnonymousName)] };
    }

    /// <summary>The objects as one text, without the places that are listed as deviating.</summary>
    public string Text(IReadOnlyCollection<string> without)
    {
        var text = new StringBuilder();
        foreach (var (name, node) in Objects)
        {
            var copy = node.DeepClone();
            foreach (var path in without)
                Remove(copy, path.Split('.'));
            text.AppendLine($"== {name}").AppendLine(copy.ToJsonString(Indented));
        }

        return text.ToString();
    }

    /// <summary>What stands at a place, of all objects.</summary>
    public string At(string path) => string.Join('\n', Objects.Select(item => Find(item.Value, path.Split('.'))?.ToJsonString()));

    private static JsonNode? Find(JsonNode? node, string[] path) => path.Aggregate(node, (current, key) => (current as JsonObject)?[key]);

    private static void Remove(JsonNode node, string[] path) => (Find(node, path[..^1]) as JsonObject)?.Remove(path[^1]);

    private static async Task<JsonNode> FileAsync(EngineSocket engine, string project, string file, string folder)
    {
        if (file.StartsWith("./", StringComparison.Ordinal))
            return Path.Combine(folder, file[2..]) is var path && File.Exists(path) ? await File.ReadAllTextAsync(path) : "missing";
        var parts = file.Split(':', 2);
        var container =
            (await engine.ContainersAsync($"com.docker.compose.project={project}", $"com.docker.compose.service={parts[0]}"))[0];
        if (await engine.ArchiveAsync((string)container["Id"]!, parts[1]) is not { } archive)
            return "missing";
        using var reader = new TarReader(new MemoryStream(archive));
        var entry = await reader.GetNextEntryAsync(copyData: true) ?? throw new InvalidDataException($"{file}: an empty archive.");
        using var content = new StreamReader(entry.DataStream ?? Stream.Null);
        return new JsonObject
        {
            ["name"] = entry.Name,
            ["type"] = entry.EntryType.ToString(),
            ["mode"] = Convert.ToString((int)entry.Mode, 8),
            ["owner"] = $"{entry.Uid}:{entry.Gid}",
            ["content"] = await content.ReadToEndAsync(),
        };
    }
}
