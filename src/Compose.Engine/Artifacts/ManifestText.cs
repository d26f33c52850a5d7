using System.Text.Json;

namespace Compose.Engine.Artifacts;

/// <summary>A manifest or an index as a registry sends it: what is needed of it, each part checked.</summary>
internal sealed record ManifestText(string ArtifactType, string ConfigType, IReadOnlyList<Layer> Layers, IReadOnlyList<Layer> Manifests)
{
    /// <summary>The parts of a manifest or an index may be this many.</summary>
    internal const int MostParts = 64;

    internal static ManifestText Parse(byte[] content)
    {
        try
        {
            using var json = JsonDocument.Parse(content);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw Wrong("it is no object");
            var config = root.TryGetProperty("config", out var part) && part.ValueKind == JsonValueKind.Object ? Text(part, "mediaType")
                : "";
            return new ManifestText(Text(root, "artifactType"), config, Parts(root, "layers"), Parts(root, "manifests"));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The parser takes texts that are not Unicode; to read one is an InvalidOperationException.
            throw Wrong("it is not JSON");
        }
    }

    internal static RegistryFailure Wrong(string why) => new($"the registry sends no manifest of a compose project: {why}");

    private static List<Layer> Parts(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var list) || list.ValueKind == JsonValueKind.Null)
            return [];
        if (list.ValueKind != JsonValueKind.Array)
            throw Wrong($"{name} is no list");
        if (list.GetArrayLength() > MostParts)
            throw Wrong($"it has more than {MostParts} {name}");
        return [.. list.EnumerateArray().Select(Part)];
    }

    private static Layer Part(JsonElement part)
    {
        if (part.ValueKind != JsonValueKind.Object)
            throw Wrong("a layer is no object");
        var digest = Text(part, "digest");
        if (!ArtifactName.IsDigest(digest))
            throw Wrong("a layer has no sha256 digest");
        if (!part.TryGetProperty("size", out var number) || number.ValueKind != JsonValueKind.Number || !number.TryGetInt64(out var size)
            || size < 0)
            throw Wrong("a layer has no size");
        var annotations = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (part.TryGetProperty("annotations", out var named) && named.ValueKind == JsonValueKind.Object)
            foreach (var annotation in named.EnumerateObject())
                if (annotation.Value.ValueKind == JsonValueKind.String && !annotations.TryAdd(annotation.Name,
                    annotation.Value.GetString()!))
                    throw Wrong($"a layer has {annotation.Name} twice");
        return new Layer(Text(part, "mediaType"), digest, size) { Annotations = annotations, ArtifactType = Text(part, "artifactType") };
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
