using System.Text.Encodings.Web;
using System.Text.Json;
using Compose.Host;

namespace Compose.Engine.Artifacts;

/// <summary>Manifests of published projects, in the order of attributes that Docker Compose has: equal content has an equal
/// digest.</summary>
public static class ManifestWriter
{
    /// <summary>The config of every artifact.</summary>
    public static readonly byte[] EmptyConfig = "{}"u8.ToArray();

    public static byte[] Manifest(IReadOnlyList<LayerContent> layers, bool isOld, string created) => Written(json =>
    {
        json.WriteNumber("schemaVersion", 2);
        json.WriteString("mediaType", MediaTypes.Manifest);
        if (!isOld)
            json.WriteString("artifactType", MediaTypes.Project);
        json.WritePropertyName("config");
        var config = isOld ? MediaTypes.OldEmptyConfig : MediaTypes.EmptyConfig;
        Write(json, new Layer(config, "sha256:" + ContentDigest.Hex(EmptyConfig), EmptyConfig.Length), EmptyConfig);
        json.WriteStartArray("layers");
        foreach (var (layer, content) in layers)
            Write(json, layer, content);
        json.WriteEndArray();
        json.WriteStartObject("annotations");
        json.WriteString("org.opencontainers.image.created", created);
        json.WriteEndObject();
    });

    /// <summary>The images of a project, which belong to its manifest.</summary>
    public static byte[] Index(IReadOnlyList<Layer> images, Layer subject, string version) => Written(json =>
    {
        json.WriteNumber("schemaVersion", 2);
        json.WriteString("mediaType", MediaTypes.Index);
        json.WriteString("artifactType", MediaTypes.Project);
        json.WriteStartArray("manifests");
        foreach (var image in images)
            Write(json, image, null);
        json.WriteEndArray();
        json.WritePropertyName("subject");
        Write(json, subject, null);
        json.WriteStartObject("annotations");
        json.WriteString("com.docker.compose.version", version);
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, Layer layer, byte[]? content)
    {
        json.WriteStartObject();
        json.WriteString("mediaType", layer.MediaType);
        json.WriteString("digest", layer.Digest);
        json.WriteNumber("size", layer.Size);
        if (layer.Annotations.Count > 0)
        {
            json.WriteStartObject("annotations");
            foreach (var (name, value) in layer.Annotations)
                json.WriteString(name, value);
            json.WriteEndObject();
        }

        if (content is { Length: > 0 })
            json.WriteBase64String("data", content);
        if (layer.ArtifactType.Length > 0)
            json.WriteString("artifactType", layer.ArtifactType);
        json.WriteEndObject();
    }

    private static byte[] Written(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
