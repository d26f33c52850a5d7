using System.Text;
using System.Text.Json.Nodes;
using Compose.Engine.Artifacts;
using Compose.Host;

namespace Compose.Execution.Tests.Remotes;

/// <summary>An artifact as a registry would send it: right in all its parts until a test spoils one.</summary>
internal sealed class FakeArtifact
{
    public FakeArtifact() => Add(MediaTypes.ComposeFile, "com.docker.compose.file", "compose.yaml", "services: {web: {image: busybox}}\n");

    public JsonArray Layers { get; } = [];

    public Dictionary<string, byte[]> Blobs { get; } = new(StringComparer.Ordinal);

    public string ArtifactType { get; set; } = MediaTypes.Project;

    /// <summary>In place of the manifest of the layers.</summary>
    public byte[]? Manifest { get; set; }

    public JsonObject Add(string mediaType, string annotation, string name, string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var digest = "sha256:" + ContentDigest.Hex(bytes);
        Blobs[digest] = bytes;
        var layer = new JsonObject
        {
            ["mediaType"] = mediaType,
            ["digest"] = digest,
            ["size"] = bytes.Length,
            ["annotations"] = new JsonObject { [annotation] = name }
        };
        Layers.Add(layer);
        return layer;
    }

    public JsonObject AddEnvironment(string name, string content = "A=1\n") =>
        Add(MediaTypes.EnvFile, "com.docker.compose.envfile", name, content);

    public byte[] ManifestBytes => Manifest ?? Encoding.UTF8.GetBytes(new JsonObject
    {
        ["schemaVersion"] = 2,
        ["mediaType"] = MediaTypes.Manifest,
        ["artifactType"] = ArtifactType,
        ["config"] = new JsonObject
        {
            ["mediaType"] = MediaTypes.EmptyConfig,
            ["digest"] = "sha256:" + ContentDigest.Hex("{}"),
            ["size"] = 2
        },
        ["layers"] = Layers.DeepClone(),
    }.ToJsonString());

    /// <summary>What the registry sends for a path.</summary>
    public byte[] Reply(string head)
    {
        var path = head.Split(' ')[1];
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (path.Contains("/manifests/", StringComparison.Ordinal))
            return ScriptedServer.Reply(200, ManifestBytes, $"Content-Type: {MediaTypes.Manifest}\r\n");
        return Blobs.TryGetValue(name, out var blob) ? ScriptedServer.Reply(200, blob) : ScriptedServer.Reply(404, []);
    }
}
