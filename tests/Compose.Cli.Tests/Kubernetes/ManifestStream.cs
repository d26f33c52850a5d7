using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace Compose.Cli.Tests.Kubernetes;

/// <summary>The objects of a YAML stream, with numbers and truth values where YAML says so, as Kubernetes reads them.</summary>
internal static class ManifestStream
{
    public static IReadOnlyList<JsonElement> Read(string yaml)
    {
        var reader = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();
        var writer = new SerializerBuilder().JsonCompatible().Build();
        var parser = new Parser(new StringReader(yaml));
        parser.Consume<StreamStart>();
        var objects = new List<JsonElement>();
        while (parser.Accept<DocumentStart>(out _))
        {
            using var document = JsonDocument.Parse(writer.Serialize(reader.Deserialize<object>(parser)));
            objects.Add(document.RootElement.Clone());
        }

        return objects;
    }
}
